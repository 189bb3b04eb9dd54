# Wimi, sous-traitant : les documents d'un client montrés à un autre client (EXERCICE)
breach init --profile wimi
breach log "Un client signale qu'il voit dans son espace des documents d'un autre client" --exercise --now 2026-11-16T17:40+01:00
breach facts EX-1 --facts faits.toml --now 2026-11-16T18:20+01:00
breach aware EX-1 --at 2026-11-16T18:05+01:00 --by "Astreinte (exercice)" --basis "Capture du client et droits d'accès relus : 38 documents visibles" --now 2026-11-16T18:25+01:00
breach clock EX-1 --now 2026-11-16T18:30+01:00
breach assess EX-1 --now 2026-11-16T18:32+01:00
breach facts EX-1 "parties=[{\"kind\": \"client_controller\", \"name\": \"Cabinet Lilas (inventé)\", \"country\": \"FR\", \"people_count\": 21}]" --now 2026-11-16T18:50+01:00
mkdir papiers
breach letter EX-1 --template controller-33-2 --channel email --format pdf --for "Cabinet Lilas (inventé)" -o papiers --now 2026-11-16T18:55+01:00
breach decide EX-1 is-it-a-breach yes --why "Des documents d'un client ont été lus par un autre : violation de confidentialité" --as "Direction (exercice):management" --now 2026-11-16T19:05+01:00
breach filed EX-1 --form controller-33-2 --type initial --at 2026-11-16T19:10+01:00 --reference "EXERCICE, courriel au client" --for "Cabinet Lilas (inventé)" --now 2026-11-16T19:25+01:00
breach clock EX-1 --now 2026-11-16T19:30+01:00
breach letter EX-1 --template people --channel email --now 2026-11-16T19:36+01:00 || echo "refusé : les lettres sont celles du responsable du traitement"
breach decide EX-1 close close --why "Client prévenu, droits corrigés, le client décide de la suite" --as "Direction (exercice):management" --now 2026-11-17T09:00+01:00
breach verify EX-1
breach export EX-1 -o dossier.zip
python3 -c "import zipfile; open('verifie.py', 'wb').write(zipfile.ZipFile('dossier.zip').read('verify_breach.py'))" && python3 verifie.py dossier.zip
