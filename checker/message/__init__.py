"""Understanding a message: what it says (answers), and what it is about (reasons and scope).

`fold` makes one spelling of many, `clauses` cuts and marks, `facts` reads what is plainly said, `ranking` weighs
what it is about, and `understanding` brings the two together. Words, patterns and weights are data (`vocabulary`).
"""
