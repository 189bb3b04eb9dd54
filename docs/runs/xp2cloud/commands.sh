# XP² cloud : des messages de contact, dont celui d'une personne de 15 ans, envoyés à un mauvais destinataire (EXERCICE)
breach init --profile xp2cloud
breach log "L'export des messages du formulaire de contact est parti à une mauvaise adresse" --exercise --now 2026-11-17T11:05+01:00
breach facts EX-1 --facts faits.toml --now 2026-11-17T11:40+01:00
breach aware EX-1 --at 2026-11-17T11:15+01:00 --by "Direction (exercice)" --basis "Accusé du serveur de messagerie et réponse du destinataire" --now 2026-11-17T11:45+01:00
breach clock EX-1 --now 2026-11-17T11:50+01:00
breach assess EX-1 --now 2026-11-17T11:55+01:00
breach decide EX-1 notify-authority notify --why "Le destinataire n'a pas confirmé l'effacement, un mineur est concerné : le risque n'est pas improbable" --as "Direction (exercice):management" --now 2026-11-17T15:00+01:00
breach opinion EX-1 inform-subjects agree --why "Un mineur de 15 ans est concerné : son représentant légal est écrit (article 10 de la politique)" --as "DPO (exercice):dpo" --now 2026-11-17T15:10+01:00
breach decide EX-1 inform-subjects inform --why "Le contenu des messages est libre et peut être intime ; un mineur est concerné" --as "Direction (exercice):management" --now 2026-11-17T15:15+01:00
mkdir papiers
breach notice EX-1 --form cnil-2023 --type complete --format html -o papiers/notification.html --now 2026-11-17T15:30+01:00
breach notice EX-1 --form cnil-2023 --type complete --format pdf -o papiers/notification.pdf --now 2026-11-17T15:32+01:00
breach letter EX-1 --template people --channel email -o papiers --now 2026-11-17T15:40+01:00
breach letter EX-1 --template people-minor --channel post --format html -o papiers --now 2026-11-17T15:42+01:00
breach letter EX-1 --template people-minor --channel post --format pdf -o papiers --now 2026-11-17T15:43+01:00
breach filed EX-1 --form cnil-2023 --type complete --at 2026-11-17T16:20+01:00 --reference EXERCICE-0002 --now 2026-11-17T16:25+01:00
breach sent EX-1 --template people --channel email --count 23 --at 2026-11-17T17:00+01:00 --now 2026-11-17T17:10+01:00
breach sent EX-1 --template people-minor --channel post --count 1 --at 2026-11-17T17:30+01:00 --now 2026-11-17T17:35+01:00
breach clock EX-1 --now 2026-11-18T09:00+01:00
breach verify EX-1
breach export EX-1 -o dossier.zip
python3 -c "import zipfile; open('verifie.py', 'wb').write(zipfile.ZipFile('dossier.zip').read('verify_breach.py'))" && python3 verifie.py dossier.zip
