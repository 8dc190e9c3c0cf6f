namespace Secondments.Placements;

/// <summary>The power under which a person is placed.</summary>
public static class LegalBasis
{
    /// <summary>Local Government Act 1972 s.113: no agreement without consulting the officer.</summary>
    public const string Section113 = "s113-lga-1972";

    /// <summary>A contract between the councils and the person.</summary>
    public const string PlainSecondment = "plain-secondment";

    /// <summary>Local Government Act 1972 s.101: the function is delegated.</summary>
    public const string Section101 = "s101-lga-1972";

    /// <summary>Local Authorities (Goods and Services) Act 1970 s.1: the staff come with a service sold.</summary>
    public const string GoodsAndServices = "s1-lagsa-1970";

    public static readonly IReadOnlyList<string> All = [Section113, PlainSecondment, Section101, GoodsAndServices];
}
