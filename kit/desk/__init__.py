"""The desk: a web application for those who print, present, translate, review, on their own computer or hosted behind a proxy.

`serve` starts it, `app` answers, `guard` says who may ask, `jobs` and `work` do what takes long in other processes. It does nothing
that the commands can't. Left out on purpose: everything inside a format, and a database: the project's files are the state.
"""
