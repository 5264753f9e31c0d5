"""What participants say (*anketa*): after an event, and three months later; and what it shows.

Who attended is written to the day after the end, with the link that is theirs; the same link
opens the form. One answer a person. A second, short form asks three months later what they use
at their work.

Answers are anonymous, and nobody can join one with a person:

- a sheet of answers is a plain value under a random key, without time, beside no registration;
- who has answered is told by a salted digest in a tree of its own, in no order that means
  anything; the registration itself isn't touched;
- once a form closes, all sheets are written anew under new keys in one go, and the digests are
  thrown away. The history of the database, which is packed each night, keeps a week;
- results are shown from FEWEST answers on, and while the form is open anew with each FEWEST
  more, so that two looks at them don't tell one person's;
- open answers are told question by question, each in alphabetical order, in files too, so that two
  of one person don't stand in one line.

Whose work it is: participants answer; trainers read what was said of their event; methodologists
read all, add questions of their own and write down what follows from it. A mean below the
threshold asks for a review of the programme.
"""
