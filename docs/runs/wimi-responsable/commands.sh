# Wimi, responsable du traitement : bourrage d'identifiants sur des comptes clients (EXERCICE)
breach init --profile wimi
breach log "Pic d'échecs de connexion sur l'espace client, puis des connexions réussies depuis des adresses inconnues" --exercise --now 2026-11-19T00:20+01:00
breach note EX-1 "Astreinte prévenue, journaux copiés avant toute action" --now 2026-11-19T00:31+01:00
breach evidence add EX-1 journaux.txt --source "extraction du répartiteur, commande zgrep" --now 2026-11-19T00:40+01:00
breach facts EX-1 --facts premiers-faits.toml --now 2026-11-19T01:05+01:00
breach aware EX-1 --at 2026-11-19T00:55+01:00 --by "Astreinte (exercice)" --basis "Journaux relus par deux personnes : 412 connexions réussies avec des couples valides" --now 2026-11-19T01:10+01:00
breach clock EX-1 --now 2026-11-19T01:12+01:00
breach assess EX-1 --now 2026-11-19T01:15+01:00
breach facts EX-1 --facts faits-du-matin.toml --because "export complet du service de connexion" --now 2026-11-19T09:30+01:00
breach assess EX-1 --now 2026-11-19T09:35+01:00
breach decide EX-1 is-it-a-breach yes --why "Des comptes de clients ont été ouverts par un tiers" --now 2026-11-19T09:40+01:00 --as "Direction (exercice):management"
breach opinion EX-1 notify-authority agree --why "Couples valides aux mains d'un attaquant : le risque n'est pas improbable" --as "DPO (exercice):dpo" --now 2026-11-19T10:00+01:00
breach decide EX-1 notify-authority notify --why "412 couples identifiant et mot de passe valides, coordonnées lisibles dans les comptes" --option "attendre la fin de l'enquête : écarté, l'horloge court" --as "Direction (exercice):management" --now 2026-11-19T10:10+01:00
breach decide EX-1 inform-subjects inform --why "Risque élevé d'hameçonnage et de réutilisation des mots de passe ; promesse de l'article 21 de la politique" --as "Direction (exercice):management" --now 2026-11-19T10:12+01:00
mkdir papiers
breach notice EX-1 --form cnil-2023 --type initial --format html -o papiers/notification-initiale.html --now 2026-11-19T10:30+01:00
breach notice EX-1 --form cnil-2023 --type initial -o papiers/notification-initiale.md --now 2026-11-19T10:31+01:00
breach notice EX-1 --form cnil-2023 --type initial --format pdf -o papiers/notification-initiale.pdf --now 2026-11-19T10:32+01:00
breach letter EX-1 --template people --channel email -o papiers --now 2026-11-19T10:40+01:00
breach letter EX-1 --template people --channel post --format html -o papiers --now 2026-11-19T10:41+01:00
breach letter EX-1 --template people --channel post --format pdf -o papiers --now 2026-11-19T10:42+01:00
breach filed EX-1 --form cnil-2023 --type initial --at 2026-11-19T11:05+01:00 --reference EXERCICE-0001 --now 2026-11-19T11:10+01:00
breach sent EX-1 --template people --channel email --count 412 --bounced 7 --at 2026-11-19T14:00+01:00 --now 2026-11-19T15:00+01:00
breach clock EX-1 --now 2026-11-19T15:05+01:00
breach history EX-1
breach verify EX-1
breach export EX-1 -o dossier.zip
python3 -c "import zipfile; open('verifie.py', 'wb').write(zipfile.ZipFile('dossier.zip').read('verify_breach.py'))" && python3 verifie.py dossier.zip
