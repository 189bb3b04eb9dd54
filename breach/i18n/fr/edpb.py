"""Words of the EDPB draft template, in French."""

WORDS: dict[str, str] = {
    "bound.upper": "{number} (borne haute de la fourchette)",
    "bound.lower": "{number} (borne basse : le maximum n’est pas connu)",
    "range": "Nombre : {span} (base de l’estimation : {basis}).",
    "draft": "PROJET du Comité européen de la protection des données (v1.0 du 8 juin 2026), pas en vigueur : il ne remplace aucun formulaire national, et un responsable français notifie par le téléservice de la CNIL. Traduction non officielle. Source : EDPB, draft template v1.0, 8 June 2026.",
}
