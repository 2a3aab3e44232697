"""Who joins a list, whom a claim points back at, and which deeds are another event's: each with the toll of the main incident."""

from __future__ import annotations

import pytest

from tollbook.model import Article
from tollbook.pipeline import read_article


def killed(text: str, harm: str = "killed") -> int | None:
    """The least number that the main incident states; `None` where it states none."""
    main = next((i for i in read_article(Article(id="a", text=text)).incidents if i.main), None)
    tolls = [] if main is None else [t for t in main.tolls if t.harm == harm and t.group == "all"]
    return (tolls[0].low if tolls[0].best is None else tolls[0].best) if tolls else None


JOINED: list[tuple[str, int | None]] = [
    # people joined to a thing of the description before them
    ("Rebels killed a builder who worked at a base and his son in Lomu.", 2),
    ("Gunmen killed a clerk who served under the old mayor and another man in Lomu.", 2),
    ("Rebels killed the manager of a plant and his son.", 2),
    ("Gunmen killed a man who burned a house and a school.", 1),
    ("The bodies of a guard and his wife were found near Lomu after the raid.", 2),
    ("The raid led to the deaths of a sub-inspector and three young guards.", 4),
    ("A bomber detonated his vest, killing himself, twelve cadets, and ten porters.", 23),
    ("Gunmen fired at the van, killing him, a bodyguard, and another relative.", 3),
    ("Gunmen ambushed a guard, killing him along with a nurse.", 2),
    # one person of two offices
    ("Gunmen killed a police colonel and frequent speaker at the academy.", 1),
    ("A sheikh and imam was killed in Lomu.", 1),
    ("A man and woman were killed in Lomu by gunmen.", 2),
    ("Gunmen killed a teacher and student in Lomu.", 2),
    ("Omar Hadi, Dean of Lomu College, was shot dead outside his home.", 1),
    ("In the area of Kadira, Omar Hadi, a judge, was assassinated at home.", 1),
    ("Gunmen killed the imam and orator of a mosque in Lomu.", 1),
    # one of somebody's, and kin told by words
    ("Gunmen killed Omar Hadi, the head of Lomu's council, and one of his guards.", 2),
    ("Police found the body of a professor and one of his relatives in Lomu after the raid.", 2),
    ("A dentist, his son, and his brother in law died when raiders attacked them.", 3),
    # along with: hung on a noun before it, but not on another deed
    ("A commander was killed by rebels along with a prison official near the mill.", 2),
    ("Raiders shot and killed Khalid Fathi, a leader of the Reform party along with three other men who ran to help.", 4),
    ("A man who lived in the house along with two sons was killed by gunmen.", 1),
    ("Gunmen killed a man who was travelling along with two friends.", 1),
    # whom the tree misses
    ("Two youths on a scooter shot dead a 66-year-old clerk in Lomu province in the south.", 1),
    ("The raid left two police officers guarding the silo dead.", 2),
    ("Gunmen struck. The home burnt to the ground and Anda Daday, a village patrolman, was killed.", 1),
    ("Omar al-Hati was abducted in October and found dead later that day in Lomu.", 1),
    ("Omar was shot near the mill. He lay in a coma for nine days before dying.", 1),
    # another harm, or another verb, of those beside
    ("A blast tore through a mall in Lomu, leaving at least fourteen dead and over three hundred wounded.", 14),
    ("Three were killed along with nine others who were hurt in the blast.", 3),
    ("The shell left one child dead and forty-one other people injured.", 1),
    ("A car bomber killed five and injured twelve.", 5),
    ("The girl tried to run but was caught and stabbed to death by gunmen.", 1),
    ("A guard was shot. The victim was taken to a clinic but pronounced dead on arrival.", 1),
    ("Police picked up five bodies after the clash.", 5),
    ("Gunmen shot and killed police Major Salim Satar in the north of Lomu.", 1),
    ("The bomb killed seven employees from a company: four from Chad and three from Mali.", 7),
    ("The clash ended, leaving two police officers and two insurgents dead.", 4),
    ("Rebels ambushed a police van killing a member of a police unit and two children in Lomu.", 3),
    ("Gunmen killed Asu Gafur, a guard of Construction and Housing Minister Bayan Daz, near his home.", 1),
    ("Gunmen killed a local employee of a bank, Tarik Ahmad Shah, in Lomu.", 1),
    ("Police found the body of a guard hanging by a wire in Lomu after the attack.", 1),
    # units that are people
    ("A mine killed seven day laborers near Lomu.", 7),
    ("Rebels killed two second lieutenants and three European tourists.", 5),
    ("After three seconds the bomb killed four men.", 4),
]


@pytest.mark.parametrize(("text", "number"), JOINED)
def test_who_belongs_to_the_dead(text: str, number: int | None) -> None:
    assert killed(text) == number


BACK: list[tuple[str, int | None]] = [
    ("Gunmen kidnapped a judge and his driver near Lomu. The next day their bodies were found.", 2),
    ("Gunmen kidnapped four men in Lomu. At dusk, the bodies of the kidnapped men were found.", 4),
    ("Gunmen locked eleven people inside a house in Lomu. The terrorists subsequently killed them.", 11),
    ("Rebels dragged three clerks into the square and executed them.", 3),
    ("A husband and wife were shot near Lomu. They died in hospital.", 2),
    ("Militants kidnapped six drivers near Lomu. By Friday the men's bodies were found.", 6),
    ("A police officer was kidnapped in Lomu. The body of the officer was found nine days later.", 1),
    # the dead were told of: the words add nothing
    ("Gunmen killed two guards and kidnapped nine. Their bodies were found a day later.", 2),
    # nobody who was counted before is meant
    ("Nine gunmen entered the house where the family slept and killed them.", None),
    ("Police arrested two men in Lomu. It is their custom to take people to a camp, where they are tortured and executed.", None),
    ("Before surrendering their weapons, the rebels shot them into the air.", None),
    ("Gunmen kidnapped one clerk in Lomu. They killed them.", None),
    ("Gunmen kidnapped several clerks. Their bodies were found in a well.", None),
]


@pytest.mark.parametrize(("text", "number"), BACK)
def test_whom_a_claim_points_back_at(text: str, number: int | None) -> None:
    assert killed(text) == number


OTHER: list[tuple[str, int | None]] = [
    ("A bomb damaged a shop in Lomu. The attack came three weeks after a raid killed nine guards in the town.", None),
    ("The attack, which killed nine guards, came three weeks after a raid on a camp nearby.", 9),
    ("Gunmen shot a judge dead in Lomu on the same day that two clerks were beheaded in Tarin.", 1),
    ("A shop was bombed, in retaliation for the killing of militia leaders. No one was injured.", None),
    ("Rebels killed four guards in Lomu in retaliation for the killing of a leader.", 4),
    ("A bomb hurt four guards, as people went to bury two workers who were recently abducted and murdered.", None),
    ("A writer was shot dead in Lomu. A reporter was assassinated the day earlier in Tarin.", 1),
    ("The bomb wounded two clerks. It was left by two men who were killed.", 2),
    ("A raid on a prayer for a dead police officer was called off when three bombers blew themselves up.", 3),
    ("Rebels shot to death two councillors, marking the 5th and 6th slayings of councillors this year.", 2),
    ("Gunmen shot Omar Hadi dead in Lomu; his predecessor was shot dead on 2 February.", 1),
    ("Police found the body of a clerk in Lomu. The militia has killed civilians whom it accuses of helping the army.", 1),
    ("No one was hurt in the blast. The group said it had formed again to avenge the death of the two protesters.", None),
    ("Gunmen shot a clerk in Lomu. He died in a drive-by shooting, a usual tactic in the rebels' campaign.", 1),
    ("A bomb killed 152 people, making the attack the most deadly incident since the invasion in 2003.", 152),
    ("Gunmen shot a councillor, Arif Yusif, dead. The attack also killed one of Yusif's bodyguards.", 2),
    # an attack was told of first: what came before it is not the news
    ("Gunmen opened fire at a home in Lomu. The district saw two couples killed during the preceding days.", None),
    # another person, told by whose he is
    ("A commander of the police was killed in the market. An associate of the commander was also killed.", 2),
    ("An official of the prison was shot dead by gunmen. A woman with the official was also killed.", 2),
    ("An official of the prison was shot dead. The official was also a poet, and was killed at noon.", 1),
]


@pytest.mark.parametrize(("text", "number"), OTHER)
def test_which_deeds_are_of_another_event(text: str, number: int | None) -> None:
    assert killed(text) == number


DONE: list[tuple[str, int | None]] = [
    ("Rebels used a grenade to kill a guard in Lomu.", 1),
    ("Rebels planned to use a grenade to kill a guard in Lomu.", None),
    ("Two bombs hit a line of people waiting to get bread from a shop, killing six.", 6),
    ("The group planned to bomb the mall, killing hundreds.", None),
    ("A car bomber attempted to reach the checkpoint but was shot and killed by guards.", 1),
    ("Gunmen kidnapped two clerks. Nobody asked for money, nor were there any reports of the two men being killed.", None),
    ("Gunmen took four officers. There were no reports of any killing of the officers.", None),
    ("There were reports of four officers being killed in the raid.", 4),
    ("Two men accused of spying for the militia were found hanging from a tree.", 2),
    ("A man was trying to plant a bomb behind a kiosk when it prematurely exploded, killing the man.", 1),
    ("A bomber rammed a truck into a police post. The building collapsed and at least seventeen people died.", 17),
    ("A bomber struck the funeral of a sheikh, killing the head of the clan.", 1),
    ("The roof of a barn fell in. The building collapsed and at least seventeen people died.", None),
    ("Bombs hit a church. The remains of detonators were found.", None),
    ("Two coats were found hanging from a tree after the raid.", None),
]


@pytest.mark.parametrize(("text", "number"), DONE)
def test_what_was_done_and_what_was_only_meant(text: str, number: int | None) -> None:
    assert killed(text) == number


HURT: list[tuple[str, int | None]] = [
    ("The explosion did not kill or injure anyone in the town.", None),
    ("Neither the commander nor his guards were injured in the attack.", None),
    ("Neither of the two guards was hurt in the attack.", None),
    ("While neither minister was injured in the raid, the blast left three civilians wounded.", 3),
    ("The bodies of two officers with gunshot wounds to the chest were found in Lomu.", None),
    ("Two officers with gunshot wounds were brought to the clinic.", 2),
    ("A woman injured in a bomb blast in May died on Friday.", None),
    ("A clerk was shot at from a house but was not hit.", None),
    ("A bomb hurt eight people in Lomu. The attack occurred a day after a bomb in Tarin, injuring 35 others.", 8),
]


@pytest.mark.parametrize(("text", "number"), HURT)
def test_who_was_hurt(text: str, number: int | None) -> None:
    assert killed(text, "injured") == number


def test_a_chain_of_people_costs_no_more_than_its_length() -> None:
    text = "Gunmen killed a man who worked at a base " + "and his son " * 400 + "in Lomu. Their bodies were found."
    assert killed(text) is not None
