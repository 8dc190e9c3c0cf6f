namespace SchoolSupport.Schools;

/// <summary>Schools through time, from the national register. Public data: both councils see all of it.</summary>
public static class SchoolsArea
{
    public static void MapSchools(this IEndpointRouteBuilder api)
    {
        var schools = api.MapGroup("/schools").WithTags("Schools");
        schools.MapTakeSchoolsExtract();
        schools.MapTakeSchoolLinks();
        schools.MapFindSchools();
        schools.MapViewSchool();
    }
}
