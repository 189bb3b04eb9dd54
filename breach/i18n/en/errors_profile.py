"""Errors about the organisation profile, in English."""

WORDS: dict[str, str] = {
    "unknown-profile.title": "Unknown profile",
    "unknown-profile.message": "No profile that comes with the program is called “{name}”.",
    "unknown-profile.todo": "Choose one of: {nearest}. For a profile of your own, give the path of a .toml file.",
    "bad-profile-toml.title": "The profile is not readable TOML",
    "bad-profile-toml.message": "“{name}” cannot be read: {detail}.",
    "bad-profile-toml.todo": "Correct the file at that place. Nothing was changed.",
    "profile-too-big.title": "Profile too big",
    "profile-too-big.message": "“{name}” has more than {most} characters: it was not read.",
    "profile-too-big.todo": "Check that it really is an organisation profile. Nothing was changed.",
    "bad-profile.title": "Profile refused",
    "bad-profile.message": "“{name}”: points to correct ({count}).\n{problems}",
    "bad-profile.todo": 'Correct each point; what you do not know is written "unknown". Nothing was changed.',
}
