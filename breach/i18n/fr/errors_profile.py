"""Errors about the organisation profile, in French."""

WORDS: dict[str, str] = {
    "unknown-profile.title": "Profil inconnu",
    "unknown-profile.message": "Aucun profil livré ne s’appelle « {name} ».",
    "unknown-profile.todo": "Choisissez parmi : {nearest}. Pour votre propre profil, donnez le chemin d’un fichier .toml.",
    "bad-profile-toml.title": "Le profil n’est pas du TOML lisible",
    "bad-profile-toml.message": "« {name} » ne se lit pas : {detail}.",
    "bad-profile-toml.todo": "Corrigez le fichier à l’endroit indiqué. Rien n’a été changé.",
    "profile-too-big.title": "Profil trop volumineux",
    "profile-too-big.message": "« {name} » dépasse {most} caractères : il n’a pas été lu.",
    "profile-too-big.todo": "Vérifiez qu’il s’agit bien d’un profil d’organisation. Rien n’a été changé.",
    "bad-profile.title": "Profil refusé",
    "bad-profile.message": "« {name} » : points à corriger ({count}).\n{problems}",
    "bad-profile.todo": 'Corrigez chaque point ; ce que vous ne savez pas s’écrit "unknown". Rien n’a été changé.',
}
