"""The phrases around a place that say how a harm lies to it.

Each is matched against a short window beside a name, never against a text, so
that no input can make one slow.
"""

from __future__ import annotations

import re

WATER = re.compile(r"\b(?:sea|ocean|gulf|strait|mediterranean|pacific|atlantic|channel|bay)\b", re.IGNORECASE)
KINDS_BEFORE = re.compile(
    r"(?:\bthe\s)?\b(?:provinces?|governorate|department|state|district|county|region|municipality|oblast|area|outskirts|"
    r"suburb|countryside|island|emirate|prefecture|autonomous region|federal district)\sof\s(?:the\s)?$",
    re.IGNORECASE,
)
KIND_AFTER = re.compile(
    r"^\s(?:refugee\s|tribal\s|rural\s|border\s)?(?:provinces?|governorate|department|state|districts?|county|region|municipality|oblast|area|village|town|"
    r"city|neighbou?rhood|camp|agency|subdistrict|sub-district|parish|suburb|valley|heights|island|prefecture)\b(?!\s(?:police|council|government|governor|officials?)|\sof\s(?-i:[A-Z]|al-))",
    re.IGNORECASE,
)
SIDE = r"(?:north|south|east|west|north-?\s?east|north-?\s?west|south-?\s?east|south-?\s?west)(?:ern)?"
RELATION = re.compile(
    rf"((?:(?:about|some|around|nearly|roughly|just)\s)?(?:\d[\d,.]*(?:\s?\([^)]{{1,20}}\))?|a\sfew|several|two|three|four|five|six|ten|twenty)[\s-]"
    rf"(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|m)\b(?:\s\([^)]{{1,24}}\))?\s(?:(?:to\sthe\s)?{SIDE}\sof|from|outside|off)"
    rf"|(?:to\sthe\s|just\s)?{SIDE}\sof|(?:on\sthe\s)?(?:\w+\s)?outskirts\sof|on\sthe\s(?:road|highway|route)\s(?:between|from|to|linking)"
    r"|(?:in\sthe\svicinity|in\sfront)\sof|between|near(?:\sto)?|close\sto|outside|around|off|behind|next\sto|opposite)"
    r"\s(?:the\s)?(?:(?:city|town|village|port|capital|provinces?|district)(?:\sof)?\s)?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\b(?:between|from|linking)\s(?:the\s\w+\sof\s)?$", re.IGNORECASE)
LOCATIVE = re.compile(
    r"(?:\b(?i:in|at|near|toward|towards|outside|inside|around|across|on|off|within|behind|between|along|over|throughout|into|from|through|opposite|"
    r"beside|under|to|hit|struck|bombed|shelled|targeted|targeting|hitting|striking|bombing|shelling|attacked|attacking|stormed|storming|raided|raiding|overran|overrunning|invaded|"
    r"(?:in\sfront|north|south|east|west|northeast|northwest|southeast|southwest|centre|center|outskirts|vicinity|part|parts|heart|side|edge|suburbs?|"
    r"city|town|village|province|districts?|provinces|villages|towns|cities|areas|state|department|region|area|capital|municipality|governorate|port|county|camp|countryside|coast|neighbou?rhoods?|community|island|hamlet|(?<!,\s)(?:residents|inhabitants|villagers|townspeople)|"
    r"hall|stadium|streets?|market|bazaar|mosque|church|prison|airport|quarter|quarters|parish|entrance) of|"
    r"next to|close to|outside of|inside of)\s)(?:the\s|a\s|an\s|nearby\s|neighbou?ring\s|restive\s|volatile\s|capital\s|city\sof\s|downtown\s|[a-z-]{4,}\s|"
    r"(?:far\s)?(?:north|south|east|west|central|northern|southern|eastern|western|northeastern|northwestern|southeastern|southwestern|"
    r"north-eastern|north-western|south-eastern|south-western|upper|lower|rural|predominantly|mainly|besieged|occupied|rebel-held|government-held|NE|NW|SE|SW|"
    r"[a-z]+ian|[a-z]+ese|[A-Z][a-z]+(?:ian|ese|ish|i|an))\s|(?:[a-z-]+\s)?(?:city|town|village|province|district|state|region|area|port|suburb|neighbou?rhood|coastal|border|mountainous|tribal|resort|capital|volatile|frontline|town of|city of|strip)\s(?:of\s)?){0,4}[\"“'‘]?$"
)
AWAY = re.compile(
    r"\b(?:taken|shifted|referred|rushed|brought|transferred|transported|moved|evacuated|admitted|flown|airlifted|crossed|crossing|driven|carried|smuggled|arrived|arriving|returned|fled|travell?ed|walked|trekked|marched|escaped|"
    r"native|resident|residents|citizen|from|of|hailed|born)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
LINK = re.compile(
    r"^(?:\s(?:refugee|tribal))?(?:['’]s)?(?:\s\w+){0,1}?(?:['’]s\s(?:\w+\s)?|\s?[,(]\s?|\s(?:in|of|at|on|near|just|located|outside)\s|,?\s(?:located\s)?(?:in|near|off|on)\s)"
    r"(?:(?:the|in|of|at|near|just|off|a|city|town|village|province|provinces|district|region|state|area|center|centre|heart|suburb|part|outskirts|provincial|regional|capital|port|camp|island|"
    r"north|south|east|west|northern|southern|eastern|western|central|northeast|northwest|southeast|southwest|northeastern|"
    r"northwestern|southeastern|southwestern|upper|lower|coastal|[a-z]+ern)(?:\s|-)){0,6}$",
    re.IGNORECASE,
)
LANDMARK = re.compile(r"\b(?:near|next to|behind|opposite|off|beside|close to|from|by)\s(?:the\s)?$", re.IGNORECASE)
MOVING = re.compile(r"\b(?:to|from|into|toward|towards)\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
SPOT = re.compile(r"\b(?:at|in|inside|outside)\s(?:the\s)?$", re.IGNORECASE)
SPOT_NEAR = re.compile(r"\b(?:at|in|inside|outside|near|on)\s(?:the\s)?(?:[\w-]+\s){0,2}(?:of\s)?$", re.IGNORECASE)
# "the health ministry in Gaza said", "our correspondent in Mosul": where the speaker is.
OFFICE = re.compile(
    r"\b(?:ministry|health|office|offices|bureau|agency|correspondents?|reporters?|centre|center|committee|officials?|sources?|activists?|observatory|"
    r"spokesman|spokesperson|embassy|headquarters|based|born|journalists?|analysts?|diplomats?|government|authorities|talks|conference|summit|"
    r"meeting|media|rights|society)\s(?:in|at|from)\s(?:the\s)?$",
    re.IGNORECASE,
)
# "The attack took place in Balyun": a sentence that tells nothing but where.
LOCATED = re.compile(
    r"^(?:the|this|that|these)\s(?:\w+\s){0,2}(?:attacks?|incidents?|explosions?|blasts?|shootings?|killings?|kidnappings?|abductions?|ambush(?:es)?|"
    r"bombings?|murders?|assassinations?|assault|raid|clash(?:es)?|accident|strikes?|events?)\s"
    r"(?:took\splace|occurred|happened|was\scarried\sout|were\scarried\sout)\s(?:\w+\s){0,4}?(?=(?:in|at|near|on|outside|inside)\s)",
    re.IGNORECASE,
)
# An office is where its speaker is only if somebody speaks: "killed an official in Mosul" tells where he was killed.
SEAT = re.compile(r"\b(?:based|born|talks|conference|summit|meeting)\s(?:in|at|from)\s(?:the\s)?$", re.IGNORECASE)
_SAYING = (
    r"(?:said|says?|told|tells|reports?|reported|stated|announced|confirmed|claimed|added|according|quoted|warned|denied|counted|recorded|puts?|"
    r"estimates?|estimated|documented|spoke|declared|acknowledged|gave)\b"
)
# "The ministry in Balyun did not answer": who is silent speaks of nothing that happened there.
SILENT = re.compile(r"\s(?:did\snot\s(?:answer|respond|reply|comment|say)|declined\sto|refused\sto|could\snot\sbe\sreached|would\snot\s(?:say|comment|confirm))\b")
SPEAKS = re.compile(rf"(?:\s?,[^,.;]{{0,60}},)?\s?(?:\w+\s){{0,2}}{_SAYING}", re.IGNORECASE)
QUOTED = re.compile(rf"\b{_SAYING}[^.;]{{0,45}}$", re.IGNORECASE)
# "Balyun, 20 km south of Idlib": Idlib only tells where Balyun is.
# "Taken to the hospital in Balyun", "at the clinic in Soro, where", "sought shelter in the town of Lyel": where the harmed are now.
CARE = re.compile(
    r"\b(?i:hospitals?|clinics?|morgue|mortuary|medical\s(?:cent(?:er|re)|college|facility))\s(?:in|at)\s(?:the\s)?(?:[a-z-]+\s){0,3}(?:of\s)?$"
    r"|\b(?:shelter(?:ed|ing)?|refuge|safety)\s(?:in|at)\s(?:the\s)?(?:[a-z-]+\s){0,3}(?:of\s)?$"
)
# "Is being held at the Balyun County jail", "booked into": where the arrested are now.
CUSTODY = re.compile(
    r"\b(?:(?:held|booked|lodged|locked\sup|remanded|jailed|incarcerated|imprisoned|transferred)\b[^,.;]{0,30}|(?:is|are|was|were|remains?)\s(?:now\s|also\s|currently\s)?)\s?\b(?:at|in|into|to)\s(?:the\s)?$"
)
JAIL = re.compile(r"\b(?:jail|prison|penitentiary|(?:detention|correctional|justice)\s(?:cent(?:er|re)|facility|complex)|county\scourt\w*)\b", re.IGNORECASE)
# "In the western province of Farah, meanwhile, a mine …", "In another incident, …": what happened somewhere else.
MEANWHILE = re.compile(r"\b(?:meanwhile|separately|elsewhere|in\sanother\s(?:incident|attack)|in\sa\sseparate\s(?:incident|attack))\b", re.IGNORECASE)
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
HOSPITAL = re.compile(
    r"\b(?:hospital|clinic|medical|health|office|ministry|police|court|courthouse|university|embassy|headquarters|palace|parliament|press club)\b",
    re.IGNORECASE,
)
# "in Washir district, Helmand": the outer place of a nest whose inner one nobody knows.
OUTER = re.compile(
    r"\b(?:in|at|near|outside|around)\s(?:the\s)?(?:[A-Z][\w’'‘.-]{0,24}\s){1,4}(?i:district|village|area|city|town|county|neighbou?rhood),\s(?:in\s)?$"
)
# "Donetsk (41 killed; 120 injured)": one of a list of places, each with its own figures.
COUNTED = re.compile(r"\s(?:region\s|province\s|oblast\s|state\s|district\s)?\(\d")
# "Sumy region: …", "- Sumy: …", at the head of a line.
HEADING = re.compile(r"(?:\s(?:region|province|oblast|state|district|governorate|city|county|department)s?)?\s?:\s")
BULLET = re.compile(r"[\s•*▪►➡–—-]{0,6}(?:[Tt]he\s)?")
# "… in Balyun and 179 others in nearby Soro": the place right behind a figure is that of the figure.
RIGHT_BEHIND = re.compile(r"\s(?:(?:and\s\w+|were\s\w+|was\s\w+|died|dead|killed|injured|wounded|hurt)\s){0,2}(?:in|at|near)\s(?:the\s)?(?:nearby\s|neighbouring\s)?")
# "across Lebanon": no narrower place of another sentence is meant.
WHOLE = re.compile(r"\b(?:across|throughout|all\sover|nationwide\sin|countrywide\sin|elsewhere\sin)\s(?:the\s)?$", re.IGNORECASE)
# "The deadliest attack since 26 died at Balyun": the place of the other one.
MEASURED_BY = re.compile(r"\b(?:deadliest|bloodiest|worst|biggest|largest|heaviest|highest|first|most|greatest)\b[^.;]{0,100}\bsince\b", re.IGNORECASE)
# "..., the spokesman said in Balyun", "told reporters in Balyun that": where somebody speaks, right behind the word that says so.
SPEAKS_IN = re.compile(
    r"\s?(?:\s(?:reporters|journalists|newsmen|by\s(?:tele)?phone|in\san?\s(?:statement|interview)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:at|during)\san?\s(?:news|press)\sconference)){0,3}\s(?:in|from)\s(?:the\s)?"
)
# "Amnesty's Nigeria office", "the Benue police command": whose the office is, not where people died.
OFFICE_OF = re.compile(
    r"(?:['’]s)?\s(?:[a-z-]+\s){0,2}(?:office|command|branch|chapter|bureau|spokes(?:man|woman|person)|ministry|government|parliament|president|governor|authorities|correspondent|police\s(?:command|chief|spokes\w+))\b"
)
# What is Baghdad's lies in Baghdad; so does the Baghdad suburb of Balyun.
OWNS = re.compile(
    r"['’]s?\s(?:\w+\s)?|\s(?:\w+\s)?(?:city|town|village|suburb|district|province|county|neighbou?rhood|port|camp|quarter|area)\sof\s(?:the\s)?"
)
# A district of something lies in it; a suburb or city of a province does, too, but is named behind.
PART_OF = re.compile(r"\s(?:\w+\s)?(?:district|province|county|neighbou?rhood|quarter|area)\sof\s(?:the\s)?")
# "The Idlib suburb of Balyun" is Balyun.
SUBURB_OF = re.compile(r"(?:[\w’'-]{1,24}\s){1,3}?suburbs?\sof\s(?:the\s)?[A-Z]")
# "In Idlib outside of Aleppo".
BESIDE = re.compile(rf"\b(?:outside|near|close\sto|next\sto|{SIDE}\sof)\s", re.IGNORECASE)
PROVINCE_AFTER = re.compile(r"\s(?:[Pp]rovince|[Gg]overnorate|[Oo]blast)\b")
# "Washir district in Helmand", wherever it stands in its sentence.
LIES_IN = re.compile(r"\s(?:sub-?)?(?:district|village|town|county|neighbou?rhood)\sin\s(?:the\s)?(?:[a-z-]+\s){0,3}[A-Z]")
# "Balyun came under fire": what is struck is a place, though no preposition says so.
STRUCK = re.compile(
    r"\s(?:[a-z]+\s)?(?:came\sunder\s(?:\w+\s)?(?:attack|assault|fire|shelling|bombardment|siege)|"
    r"(?:was|were|is)\s(?:\w+ly\s|again\s|also\s)?(?:bombed|shelled|hit|struck|raided|stormed|bombarded|pounded|rocketed))\b"
)
# "Balyun had 58 homicides last year", "the K5 junction, where the blasts went off".
COUNTS = re.compile(
    r"(?:['’]s\s[a-z]+)?\s(?:has\s|have\s)?(?:had|seen|saw|recorded|registered|suffered|witnessed)\s(?:[a-z]+\s){0,3}(?:[\d.,]+\s(?:[a-z]+\s){0,2})?(?:homicides?|murders?|killings|deaths|kidnappings|abductions|shootings)\b"
    r"|\s?,\swhere\sthe\s(?:\w+\s)?(?:blasts?|explosions?|attacks?|bombs?|shootings?|killings?|massacre|raid|ambush)\s(?:went\soff|took\splace|occurred|happened|hit|exploded)\b"
)
# "So far this year 219 were killed in the State": of the one told last.
THE_KIND = re.compile(
    r"\b(?:in|across|throughout|over|of)\s(?:the|that|this)\s(?i:(state|province|department|governorate|region|territory|city|town|country|district|county))\b(?!\s(?:of|capital|police|government|council|and))"
)
_WIDE = frozenset({"region"})
LEVELS = {
    **dict.fromkeys(("state", "province", "department", "governorate", "region", "territory"), _WIDE),
    **dict.fromkeys(("city", "town"), frozenset({"town"})),
    **dict.fromkeys(("district", "county"), frozenset({"district"})),
    "country": frozenset({"country"}),
}
# "An official at the Balyun directorate", "the minister for Balyun, Sara Okada, was": a post, held by somebody who may be anywhere.
POST = re.compile(
    r"\b(?:[Oo]fficials?|[Mm]embers?|[Hh]ead|[Cc]hief|[Dd]irector|officers?|employees?|workers?|advis[eo]r|[Mm]inister|[Gg]overnor|[Mm]ayor|[Ss]ecretary|"
    r"[Ss]pokes(?:man|woman|person)|manager|guards?|boss)\s(?:at|in|of|for|from|with)\s(?:[A-Z]\w+\s(?:[A-Z]\w+\s)?in\s)?(?:the\s)?$"
)
POST_OF = re.compile(
    r"\s(?:[a-z]+\s){0,2}(?:[Dd]irectorate|[Cc]ouncil|[Dd]epartment|[Mm]inistry|[Cc]hamber|[Aa]dministration|[Cc]ommission|[Cc]ommittee|[Pp]arty)\b"
)
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
ASIDE = re.compile(
    r"\b(?:responsible\sfor|suspected\s(?:of|in)|accused\sof|wanted\sfor|linked\sto|tied\sto|involved\sin|plans|planned|planning|plott?(?:ed|ing)|"
    r"coordinat(?:es|ed|ing)|directs|directed|manag(?:es|ed|ing)|operates|operated\sin|movement\sof|smuggl(?:es|ed|ing)|facilitat(?:es|ed|ing)|supplied|"
    r"(?:latest|worst|deadliest|bloodiest)\s[^.;,]{0,40}\bto\s(?:hit|strike|rock|shake)|trained\sin|based\sin|resid(?:es|ed|ing)\sin|work(?:s|ed)\sin|used\sto\slive\sin|governor\s(?:of|for)|leader\sfor|commander\sfor|frequent|frequently|common|often)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
