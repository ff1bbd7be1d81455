"""Ready-to-send notices: what to tell customers, clients or a brand while a network is down.

`notice.py` makes one from what is known (`facts.py`), sentence by sentence (`layouts.py`, `words.py`); `sms.py`,
`short_post.py` and `spoken.py` know how long a text may be and how it is read out.
"""
