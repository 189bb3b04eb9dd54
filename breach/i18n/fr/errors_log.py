"""Errors about exports and their verification, in French."""

WORDS: dict[str, str] = {
    "entry-not-exportable.title": "Une entrée ne peut pas être exportée",
    "entry-not-exportable.message": "L’entrée {entry} du dossier {ref} contient un saut de ligne, ce que ce programme n’écrit jamais : elle a été altérée.",
    "entry-not-exportable.todo": "Lancez « breach verify {ref} », gardez le magasin tel quel, et repartez d’une sauvegarde vérifiée.",
    "export-too-large.title": "Export trop volumineux",
    "export-too-large.message": "L’archive ferait {size} octets ; le vérificateur en admet {most}.",
    "export-too-large.todo": "Rien n’a été écrit. Les pièces jointes à l’octet près sont dans les dépôts, réponses et projets du dossier.",
    "archive-not-read.title": "Export illisible",
    "archive-not-read.message": "« {path} » n’a pas pu être lu : {said}.",
    "archive-not-read.todo": "Vérifiez le chemin et les droits de lecture ; il faut un fichier ordinaire.",
}
