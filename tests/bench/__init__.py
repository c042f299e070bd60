"""What a handout costs here and elsewhere: CPU, bytes and memory, side by side. Not part of the test run.

    python -m tests.bench                      warm and cold, five languages, nine rounds
    python -m tests.bench --locales en,ar --rounds 15 --warm-only

Workers of every writer live at the same time and take turns document by document, and ratios are taken round by round, because
the speed of a shared machine drifts by more than the differences looked for.
"""
