"""
Opens what people upload, in a child process of its own with limits: a file that kills its reader kills nothing else.

Around it (outside.py) is our process; inside there is neither Django nor a database, nor any key of the environment.
"""

# What parent and child leave for each other in the work folder.
REQUEST, RESULT = "request.json", "result.json"
BEGUN = "begun"  # an empty file: the child has come so far as to look at what was sent
