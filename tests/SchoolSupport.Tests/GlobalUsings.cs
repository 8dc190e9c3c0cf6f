global using System.Net;
global using System.Net.Http.Json;
global using Microsoft.EntityFrameworkCore;
global using Shouldly;
global using Values;
global using Xunit;
