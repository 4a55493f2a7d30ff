/* What kind of disk a path lies on, as far as it matters for a workbook: on some a file may not
 * be changed in safety (sqlite.org/howtocorrupt.html 2), it is only carried there. */
#ifndef SUSUN_BASE_FILE_SYSTEM_H
#define SUSUN_BASE_FILE_SYSTEM_H

/* The name of the file system ("FAT", "exFAT", "NTFS", "NFS", "SMB", "FUSE") when a workbook
 * should not be written where it lies there, else NULL. A path where nothing is yet counts as
 * its folder. Static. SUSUN_FILE_SYSTEM=FOLDER=NAME says it of everything below a folder
 * (tests). */
const char *file_system_unsafe(const char *path);

#endif
