"""KLUE's 30 relations: what each is called in Korean, between which types it holds, what it is taken for."""

from __future__ import annotations

from dataclasses import dataclass

NO_RELATION = "no_relation"


@dataclass(frozen=True, slots=True)
class RelationKind:
    """A relation of a subject to its possible objects.

    ``subject`` and ``objects`` are types; ``korean`` and ``description`` are shown to annotators, and read
    "the object is the subject's …".
    """

    name: str
    korean: str
    description: str
    subject: str
    objects: tuple[str, ...]


RELATIONS = (
    RelationKind("org:founded", "설립 날짜", "단체가 생긴 때", "ORG", ("DAT",)),
    RelationKind("org:dissolved", "해산 날짜", "단체가 없어진 때", "ORG", ("DAT",)),
    RelationKind("org:place_of_headquarters", "본부가 있는 곳", "본사·본부의 자리", "ORG", ("LOC",)),
    RelationKind("org:alternate_names", "다른 이름", "줄임말·옛 이름·외국어 이름", "ORG", ("ORG",)),
    RelationKind("org:member_of", "속한 상위 단체", "주어가 목적어에 속한다", "ORG", ("ORG", "LOC", "POH")),
    RelationKind("org:members", "거느린 하위 단체", "목적어가 주어에 속한다", "ORG", ("ORG", "LOC")),
    RelationKind(
        "org:political/religious_affiliation", "정치·종교 성향", "따르는 사상이나 종교", "ORG", ("POH", "ORG")
    ),
    RelationKind("org:product", "내놓은 것", "상품·서비스·작품", "ORG", ("POH",)),
    RelationKind("org:founded_by", "설립자", "단체를 세운 사람이나 단체", "ORG", ("PER", "ORG")),
    RelationKind("org:top_members/employees", "대표·구성원", "대표·임원·직원·선수·단원", "ORG", ("PER",)),
    RelationKind("org:number_of_employees/members", "구성원 수", "직원·회원·선수의 전체 수", "ORG", ("NOH",)),
    RelationKind("per:date_of_birth", "태어난 날", "생일, 태어난 해", "PER", ("DAT",)),
    RelationKind("per:date_of_death", "죽은 날", "세상을 떠난 날이나 해", "PER", ("DAT",)),
    RelationKind("per:place_of_birth", "태어난 곳", "난 곳, 고향", "PER", ("LOC",)),
    RelationKind("per:place_of_death", "죽은 곳", "세상을 떠난 곳", "PER", ("LOC",)),
    RelationKind("per:place_of_residence", "사는(살던) 곳", "거주지, 오래 머문 곳", "PER", ("LOC",)),
    RelationKind("per:origin", "출신", "나라·지역·민족", "PER", ("LOC", "ORG", "POH")),
    RelationKind("per:employee_of", "몸담은 곳", "일하거나 속한(속했던) 단체", "PER", ("ORG",)),
    RelationKind("per:schools_attended", "다닌 학교", "학생으로 다닌 학교", "PER", ("ORG",)),
    RelationKind("per:alternate_names", "다른 이름", "본명·예명·호·별명", "PER", ("PER", "POH")),
    RelationKind("per:parents", "부모", "목적어가 아버지나 어머니", "PER", ("PER",)),
    RelationKind("per:children", "자녀", "목적어가 아들이나 딸", "PER", ("PER",)),
    RelationKind("per:siblings", "형제자매", "형·누나·동생", "PER", ("PER",)),
    RelationKind("per:spouse", "배우자", "남편이나 아내", "PER", ("PER",)),
    RelationKind("per:other_family", "그 밖의 가족", "조부모·삼촌·사위·며느리 등", "PER", ("PER",)),
    RelationKind("per:colleagues", "동료", "함께 일하거나 만든 사람", "PER", ("PER",)),
    RelationKind("per:product", "지은 것", "쓰거나 그리거나 만든 것", "PER", ("POH",)),
    RelationKind("per:religion", "종교", "믿는 종교", "PER", ("ORG", "POH")),
    RelationKind("per:title", "직업·직함", "주어가 하는 일이나 맡은 자리", "PER", ("POH",)),
)
"""All but ``no_relation``, in the order of the guide."""

KOREAN = {NO_RELATION: "관계 없음"} | {kind.name: kind.korean for kind in RELATIONS}
LABELS = tuple(KOREAN)

MISTAKEN = {
    "org:founded": "org:dissolved",
    "org:dissolved": "org:founded",
    "org:member_of": "org:members",
    "org:members": "org:member_of",
    "org:founded_by": "org:top_members/employees",
    "org:top_members/employees": "org:founded_by",
    "per:date_of_birth": "per:date_of_death",
    "per:date_of_death": "per:date_of_birth",
    "per:place_of_birth": "per:origin",
    "per:place_of_death": "per:place_of_residence",
    "per:place_of_residence": "per:place_of_birth",
    "per:origin": "per:place_of_birth",
    "per:employee_of": "per:schools_attended",
    "per:schools_attended": "per:employee_of",
    "per:parents": "per:children",
    "per:children": "per:parents",
    "per:siblings": "per:other_family",
    "per:other_family": "per:siblings",
    "per:spouse": "per:colleagues",
    "per:colleagues": "per:spouse",
    "per:alternate_names": "per:title",
}
"""What a relation is easily taken for, where the types allow it."""


def allowed(subject: str, object_: str) -> tuple[RelationKind, ...]:
    """List the relations that a subject of one type may have to an object of another, in the guide's order.

    >>> [kind.name for kind in allowed("ORG", "DAT")]
    ['org:founded', 'org:dissolved']
    >>> allowed("PER", "NOH")
    ()
    """
    return tuple(kind for kind in RELATIONS if kind.subject == subject and object_ in kind.objects)


def options(subject: str, object_: str) -> tuple[str, ...]:
    """List what an annotator may answer: the relations that are allowed, and no relation."""
    return (*(kind.name for kind in allowed(subject, object_)), NO_RELATION)
