[assembly: AssemblyFixture(typeof(Testing.Servers))]
