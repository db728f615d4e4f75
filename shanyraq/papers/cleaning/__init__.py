"""What of a file that somebody sent may be kept: the same page, picture or table, without anything that acts or tells.

`looking.clean` is the way in. The work itself is done in a process of its own (`alone`), which may take little memory
and time, opens no file and knows no key: whoever breaks a reader of pictures from within has reached nothing.
"""
