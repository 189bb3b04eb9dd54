"""The verbs: what can be done to breach files, once, for every face. The core speaks in codes; the faces put them into words."""
