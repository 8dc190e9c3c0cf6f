global using Microsoft.EntityFrameworkCore;
global using ServiceDefaults;
global using ServiceDefaults.Messaging;
global using Values;
