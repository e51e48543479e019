"""Small EML_NL documents, to break one thing at a time."""

from __future__ import annotations

HEAD = (
    '<EML xmlns="urn:oasis:names:tc:evs:schema:eml" xmlns:kr="http://www.kiesraad.nl/extensions" '
    'xmlns:xnl="urn:oasis:names:tc:ciq:xsdschema:xNL:2.0" Id="{form}" SchemaVersion="5">'
)
ELECTION = (
    '<ElectionIdentifier Id="GR2026_Dorp"><ElectionName>Gemeenteraad Dorp 2026</ElectionName>'
    "<ElectionCategory>GR</ElectionCategory>"
    '<kr:ElectionDomain Id="0999">Dorp</kr:ElectionDomain>'
    "<kr:ElectionDate>2026-03-18</kr:ElectionDate></ElectionIdentifier>"
)


def selections(first: tuple[int, int] = (30, 10), second: tuple[int, ...] = (20,)) -> str:
    """Two lists with the votes of their candidates; the second has no name."""
    text = ""
    for number, (name, votes) in enumerate((("Dorpsbelang", first), ("", second)), 1):
        registered = f"<RegisteredName>{name}</RegisteredName>" if name else ""
        text += (
            f'<Selection><AffiliationIdentifier Id="{number}">{registered}</AffiliationIdentifier>'
            f"<ValidVotes>{sum(votes)}</ValidVotes></Selection>"
        )
        text += "".join(
            f'<Selection><Candidate><CandidateIdentifier Id="{place}"/></Candidate>'
            f"<ValidVotes>{count}</ValidVotes></Selection>"
            for place, count in enumerate(votes, 1)
        )
    return text


def figures(counted: int) -> str:
    """The end of a total or unit."""
    return (
        f"<Cast>200</Cast><TotalCounted>{counted}</TotalCounted>"
        '<RejectedVotes ReasonCode="blanco">1</RejectedVotes>'
        f'<UncountedVotes ReasonCode="toegelaten kiezers">{counted + 1}</UncountedVotes>'
    )


def count(form: str = "510b", total: str = "", units: tuple[str, ...] = ()) -> str:
    """A count of two lists and two stations."""
    total = total or selections() + figures(60)
    units = units or (
        selections((10, 10), (15,)) + figures(35),
        selections((20, 0), (5,)) + figures(25),
    )
    stations = "".join(
        f'<ReportingUnitVotes><ReportingUnitIdentifier Id="0999::SB{n}">Stembureau {n}'
        f"</ReportingUnitIdentifier>{unit}</ReportingUnitVotes>"
        for n, unit in enumerate(units, 1)
    )
    return (
        f"{HEAD.format(form=form)}<ManagingAuthority><AuthorityIdentifier Id='0999'>Dorp"
        f"</AuthorityIdentifier></ManagingAuthority><Count><Election>{ELECTION}<Contests><Contest>"
        f"<TotalVotes>{total}</TotalVotes>{stations}</Contest></Contests></Election></Count></EML>"
    )


def result() -> str:
    """A 520 with two lists."""
    rows = (
        ("1", "Dorpsbelang", "yes", (("1", "2", "yes"), ("2", "1", "yes"))),
        ("2", "", "no", (("1", "", "no"),)),
    )
    text = ""
    for number, name, elected, people in rows:
        registered = f"<RegisteredName>{name}</RegisteredName>" if name else ""
        text += (
            f'<Selection><AffiliationIdentifier Id="{number}">{registered}</AffiliationIdentifier>'
            f"<Elected>{elected}</Elected></Selection>"
        )
        for candidate, ranking, won in people:
            rank = f"<Ranking>{ranking}</Ranking>" if ranking else ""
            text += (
                f'<Selection><Candidate><CandidateIdentifier Id="{candidate}"/></Candidate>'
                f"{rank}<Elected>{won}</Elected></Selection>"
            )
    return (
        f"{HEAD.format(form='520')}<Result><Election>{ELECTION}<Contest>{text}"
        "</Contest></Election></Result></EML>"
    )
