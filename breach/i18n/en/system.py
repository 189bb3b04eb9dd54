"""English words: system, what the operating system answers."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "ENOENT": "no file or folder of that name",
    "EACCES": "access refused",
    "EPERM": "operation not permitted",
    "EISDIR": "it is a folder",
    "ENOTDIR": "it is not a folder",
    "EEXIST": "that name is taken",
    "ENOSPC": "no space left on the disk",
    "EDQUOT": "disk quota reached",
    "EROFS": "read-only file system",
    "ENAMETOOLONG": "name too long",
    "ELOOP": "too many symbolic links",
    "EIO": "input or output error",
    "EMFILE": "too many open files",
    "ETXTBSY": "file being executed",
    "EFBIG": "file too large",
}
