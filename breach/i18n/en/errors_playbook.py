"""English words: errors_playbook."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "unknown-playbook.title": "Unknown playbook",
    "unknown-playbook.message": 'No playbook is called "{playbook}".',
    "unknown-playbook.todo": "Choose from: {known}",
    "broken-playbook.title": "Broken playbook",
    "broken-playbook.message": "{playbook} could not be read: {file}, key {key} ({code}). The others can be used.",
    "broken-playbook.todo": "Run breach playbook: every fault is said there with its mend.",
    "unknown-step.title": "Unknown step",
    "unknown-step.message": '{playbook} has no step "{step}". Nothing was recorded.',
    "unknown-step.todo": "Choose from: {known}",
    "ambiguous-step.title": "Several playbooks have this step",
    "ambiguous-step.message": '"{step}" is in several playbooks of the file. Nothing was recorded.',
    "ambiguous-step.todo": "Name one of them: {known}",
    "step-not-open.title": "Step settled already",
    "step-not-open.message": "{playbook}/{step} is ticked or skipped already in {ref}. Nothing was recorded.",
    "step-not-open.todo": "To take it up again: breach do {ref} {playbook}/{step} --undo",
    "step-not-settled.title": "Step still open",
    "step-not-settled.message": "{playbook}/{step} is neither ticked nor skipped in {ref}: there is nothing to take back.",
    "step-not-settled.todo": "To tick it: breach do {ref} {playbook}/{step}",
    "unknown-about.title": "Unknown subject",
    "unknown-about.message": '"{about}" is not a subject of an action. Nothing was recorded.',
    "unknown-about.todo": "One of: {known}",
    "not-an-action.title": "Not an action",
    "not-an-action.message": "Entry {entry} of {ref} is not an action. Nothing was recorded.",
    "not-an-action.todo": "See their numbers: breach action {ref}",
    "action-settled.title": "Action already settled",
    "action-settled.message": "Action {entry} of {ref} has its result already (entry {by}). Nothing was recorded.",
    "action-settled.todo": "To take it back: breach retract {ref} {by} --why …",
}
