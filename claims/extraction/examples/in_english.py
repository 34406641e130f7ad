"""English agency text."""

from __future__ import annotations

from claims.extraction.examples.example import Example, direct, hearsay, indirect, reported

IN_ENGLISH: tuple[Example, ...] = (
    Example(
        'The mayor said: "The dam will hold through the winter."',
        (direct("mayor", '"The dam will hold through the winter."'),),
    ),
    Example(
        "“We lost three houses in the fire,” said Ellen Marsh, a farmer.",
        (direct("Ellen Marsh", "“We lost three houses in the fire,”"),),
    ),
    Example(
        '"The talks," the envoy said, "are over for this year."',
        (direct("envoy", '"The talks,"', '"are over for this year."'),),
    ),
    Example(
        "'It is a scandal,' said one resident of the valley.",
        (direct("resident of the valley", "'It is a scandal,'"),),
    ),
    Example(
        "The central bank said that rates would stay at two percent.",
        (indirect("central bank", "that rates would stay at two percent"),),
    ),
    Example(
        "The plant will close in June, the company said.",
        (indirect("company", "The plant will close in June"),),
    ),
    Example(
        "The minister said the law was ready, adding that parliament would vote in May.",
        (
            indirect("minister", "the law was ready"),
            indirect("minister", "that parliament would vote in May"),
        ),
    ),
    Example(
        "According to the hospital, nine people were treated for burns.",
        (indirect("hospital", "nine people were treated for burns"),),
    ),
    Example(
        "Nine people were treated for burns, according to the hospital.",
        (indirect("hospital", "Nine people were treated for burns"),),
    ),
    Example(
        "The senator denied taking the money.",
        (indirect("senator", "taking the money"),),
    ),
    Example(
        "The airline rejected the claim.",
        (reported("airline", "The airline rejected the claim."),),
    ),
    Example(
        "The company promised to repay the loan by March.",
        (indirect("company", "to repay the loan by March"),),
    ),
    Example(
        "The pilot reportedly ignored two warnings.",
        (hearsay(None, "The pilot reportedly ignored two warnings."),),
    ),
    Example(
        "A senior US official, speaking on condition of anonymity, told Reuters that the ship had "
        "left the port.",
        (indirect("senior US official", "that the ship had left the port"),),
    ),
    Example(
        "Economist Laura Brandt, 51, said that prices would fall. She said the worst was over.",
        (
            indirect("Laura Brandt", "that prices would fall"),
            indirect("Laura Brandt", "the worst was over"),
        ),
    ),
    Example(
        'Chief Executive Paul Newton resigned on Friday. "I am tired," Newton said.',
        (direct("Newton", '"I am tired,"'),),
    ),
    Example(
        "The defence secretary warned that the fleet was too small, but critics say the money is "
        "wasted.",
        (
            indirect("defence secretary", "that the fleet was too small"),
            indirect("critics", "the money is wasted"),
        ),
    ),
    Example(
        "The union urged the airline to cancel the cuts.",
        (indirect("union", "to cancel the cuts"),),
    ),
    Example(
        "Mr. Hale, who retired in May, told the BBC he had never read the report.",
        (indirect("Hale", "he had never read the report"),),
    ),
    Example(
        "“Don’t panic,” said the coach. “It’s only a game.”",
        (direct("coach", "“Don’t panic,”"), direct("coach", "“It’s only a game.”")),
    ),
    Example(
        "A man familiar with the matter said the deal would be signed on Monday.",
        (indirect("man", "the deal would be signed on Monday"),),
    ),
    Example(
        "The chancellor has ruled out a vote before May, his spokeswoman said on Tuesday.",
        (indirect("spokeswoman", "The chancellor has ruled out a vote before May"),),
    ),
    Example(
        "Reed's lawyer, Jane Cole, said the trial would start in June.",
        (indirect("Jane Cole", "the trial would start in June"),),
    ),
    Example(
        "The WHO says one in five people will fall ill.",
        (indirect("WHO", "one in five people will fall ill"),),
    ),
    Example("The minister did not say when the road would reopen."),
    Example("The State Department declined to comment."),
    Example("The sources asked not to be named."),
    Example("The so-called “ghost ship” was sold in 2019."),
    Example("The band played “Yesterday” before the crowd left."),
    Example("Why did the bridge collapse?"),
    Example("The road to the north was closed for nine hours."),
)
