global using Shouldly;
global using Values;
global using Xunit;
