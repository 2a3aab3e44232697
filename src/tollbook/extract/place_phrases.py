"""The phrases around a place that say how a harm lies to it.

Each is matched against a short window beside a name, never against a text, so
that no input can make one slow.
"""

from __future__ import annotations

import re

SIDE = r"(?:north|south|east|west|north-?\s?east|north-?\s?west|south-?\s?east|south-?\s?west)(?:ern)?"
RELATION = re.compile(
    rf"((?:(?:about|some|around|nearly|roughly|just)\s)?(?:\d[\d,.]*(?:\s?\([^)]{{1,20}}\))?|a\sfew|several|two|three|four|five|six|ten|twenty)[\s-]"
    rf"(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|m)\b(?:\s\([^)]{{1,24}}\))?\s(?:(?:to\sthe\s)?{SIDE}\sof|from|outside|off)"
    rf"|(?:to\sthe\s|just\s)?{SIDE}\sof|(?:on\sthe\s)?(?:\w+\s)?outskirts\sof|on\sthe\s(?:road|highway|route)\s(?:between|from|to|linking)"
    r"|(?:in\sthe\svicinity|in\sfront)\sof|between|near(?:\sto)?|close\sto|outside|around|off|behind|next\sto|opposite)"
    r"\s(?:the\s)?(?:(?:city|town|village|port|capital|provinces?|district)(?:\sof)?\s)?$",
    re.IGNORECASE,
)
MOVING = re.compile(r"\b(?:to|from|into|toward|towards)\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
SPOT = re.compile(r"\b(?:at|in|inside|outside)\s(?:the\s)?$", re.IGNORECASE)
# An office is where its speaker is only if somebody speaks: "killed an official in Mosul" tells where he was killed.
SEAT = re.compile(r"\b(?:based|born|talks|conference|summit|meeting)\s(?:in|at|from)\s(?:the\s)?$", re.IGNORECASE)
_SAYING = (
    r"(?:said|says?|told|tells|reports?|reported|stated|announced|confirmed|claimed|added|according|quoted|warned|denied|counted|recorded|puts?|"
    r"estimates?|estimated|documented|spoke|declared|acknowledged|gave)\b"
)
SPEAKS = re.compile(rf"(?:\s?,[^,.;]{{0,60}},)?\s?(?:\w+\s){{0,2}}{_SAYING}", re.IGNORECASE)
QUOTED = re.compile(rf"\b{_SAYING}[^.;]{{0,45}}$", re.IGNORECASE)
# Not where the hospital is what was struck.
CARE_STRUCK = re.compile(
    r"\b(?:hit|hits|hitting|struck|strikes?|striking|bomb\w*|shell(?:ed|ing)|attack\w*|storm\w*|raid\w*|blasts?|explo\w+|burn\w*|fire[ds]?|shooting|gunmen|outside|inside)\b|\bkill(?:ed|ing|s)\b[^,.;]{0,40}\bat\s(?:a|the)\s$",
    re.IGNORECASE,
)
MEASURE = re.compile(
    rf"(?:(?<!in the )\b{SIDE}\sof|\b(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?)\s?\)?\s(?:away\s)?(?:from|outside|off|of)"
    r"|\bis\sa\s(?:[a-z-]{1,12}\s)?(?:town|village|city|district)\s(?:near|outside|close\sto))\s(?:the\s)?"
    r"(?:(?:city|town|village|port|capital|provincial capital)\s(?:of\s)?)?$",
    re.IGNORECASE,
)
BEARING_AFTER = re.compile(rf"['’]s\s{SIDE}\b(?!\s\w)", re.IGNORECASE)
# "at the U.K. Licensing Agency": the country is part of a name.
HEADS = re.compile(r"\s[A-Z][a-z]")
# "at a US base": the country says whose it is, not where.
WHOSE = re.compile(
    r"\s(?:(?:military|army|air|naval|marine|government|consulate|embassy|diplomatic)\s)?"
    r"(?:bases?|embass(?:y|ies)|consulates?|troops|forces|soldiers?|convoys?|compound|barracks|outposts?|patrols?|vehicles?|contractors?|mission)\b"
)
# "in Washir district, Helmand": the outer place of a nest whose inner one nobody knows.
OUTER = re.compile(
    r"\b(?:in|at|near|outside|around)\s(?:the\s)?(?:[A-Z][\w’'‘.-]{0,24}\s){1,4}(?i:district|village|area|city|town|county|neighbou?rhood),\s(?:in\s)?$"
)
BULLET = re.compile(r"[\s•*▪►➡–—-]{0,6}(?:[Tt]he\s)?")
# "The Idlib suburb of Balyun" is Balyun.
SUBURB_OF = re.compile(r"(?:[\w’'-]{1,24}\s){1,3}?suburbs?\sof\s(?:the\s)?[A-Z]")
# "In Idlib outside of Aleppo".
BESIDE = re.compile(rf"\b(?:outside|near|close\sto|next\sto|{SIDE}\sof)\s", re.IGNORECASE)
PROVINCE_AFTER = re.compile(r"\s(?:[Pp]rovince|[Gg]overnorate|[Oo]blast)\b")
# "Balyun came under fire": what is struck is a place, though no preposition says so.
STRUCK = re.compile(
    r"\s(?:[a-z]+\s)?(?:came\sunder\s(?:\w+\s)?(?:attack|assault|fire|shelling|bombardment|siege)|"
    r"(?:was|were|is)\s(?:\w+ly\s|again\s|also\s)?(?:bombed|shelled|hit|struck|raided|stormed|bombarded|pounded|rocketed))\b"
)
_WIDE = frozenset({"region"})
LEVELS = {
    **dict.fromkeys(("state", "province", "department", "governorate", "region", "territory"), _WIDE),
    **dict.fromkeys(("city", "town"), frozenset({"town"})),
    **dict.fromkeys(("district", "county"), frozenset({"district"})),
    "country": frozenset({"country"}),
}
HOLDER = re.compile(r",\s(?:[A-Z][\w’'.-]{1,24}\s?){2,6},\s(?:was|were|has|had|survived|escaped)\b")
# "A nurse in Balyun, who asked not to be named, said": where she is who tells, at the head of a sentence.
TELLER = re.compile(
    r"(?:[.!?\n“\"]\s{0,2}|\b[Bb]ut\s|\b[Aa]nd\s)(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Aa]nother|[Ss]everal|[Ss]ome|[Mm]any)\s)?(?:[a-z-]{2,16}\s){0,2}?"
    r"(?i:nurses?|doctors?|medics?|surgeons?|paramedics?|residents?|witness(?:es)?|villagers?|shopkeepers?|traders?|drivers?|teachers?|refugees?|"
    r"relatives|officers?|commanders?|lawyers?|workers?|volunteers?|rescuers?|priests?|imams?|elders?|farmers?|fishermen|monitors?|man|woman|men|women|people)"
    r"\s(?:in|at|from)\s(?:the\s)?(?:[a-z]+\s(?:of\s)?){0,2}$"
)
# Not "ten miles from Balyun", which tells how near it is.
ORIGIN = re.compile(r"(?<!away )(?<!miles )(?<!metres )(?<!meters )(?<!km )(?<!kilometres )(?<!kilometers )\bfrom\s(?:the\s)?(?:\w+\s)?$")
# "A bus heading to Balyun", "on his way to": where somebody was going when it happened elsewhere.
BOUND = re.compile(
    r"\b(?:heading|headed|bound|travell?ing|travell?ed|en\sroute|on\s(?:his|her|their|its|the)\sway|on\s(?:the|his|her|their)\sreturn|going|returning|flying|commuting)\s"
    r"(?:back\s|home\s)?(?:to|for|towards?)\s(?:the\s)?(?:[a-z]+\s(?:of\s)?){0,2}$",
    re.IGNORECASE,
)
LAUNCH = re.compile(r"\b(?:fired|launched|landed|shot|lobbed|shelled|rockets?|missiles?|mortars?|shells?)\b", re.IGNORECASE)
