#include "core/base/file_system.h"

#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>

#include "core/base/file.h"

/* statfs(2): f_type of file systems without journals, locks or syncs one can trust. */
static const struct {
    unsigned long magic;
    const char *name;
} unsafe[] = {
    {0x4d44, "FAT"},
    {0x2011bab0, "exFAT"},
    {0x7366746e, "NTFS"},
    {0x6969, "NFS"},
    {0x517b, "SMB"},
    {0xff534d42, "SMB"},
    {0xfe534d42, "SMB"},
    {0x65735546, "FUSE"},
};

/* What a test says of the place; NULL when it says nothing. */
static const char *said_of(const char *path)
{
    const char *said = getenv("SUSUN_FILE_SYSTEM");
    const char *equal = said != NULL ? strrchr(said, '=') : NULL;
    char *real = realpath(path, NULL), *folder = NULL;
    const char *name = NULL;

    if (real == NULL && (folder = file_folder(path)) != NULL)
        real = realpath(folder, NULL);
    size_t length = equal != NULL ? (size_t)(equal - said) : 0;
    if (real != NULL && length > 0 && strncmp(real, said, length) == 0 &&
        (real[length] == '/' || real[length] == '\0'))
        for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
            if (strcmp(unsafe[i].name, equal + 1) == 0)
                name = unsafe[i].name;
    free(folder);
    free(real);
    return name;
}

const char *file_system_unsafe(const char *path)
{
    struct statfs disk;
    const char *said = said_of(path);

    if (said != NULL)
        return said;
    if (statfs(path, &disk) != 0) {
        char *folder = file_folder(path);
        int failed = folder == NULL || statfs(folder, &disk) != 0;
        free(folder);
        if (failed)
            return NULL;
    }
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        if (((unsigned long)disk.f_type & 0xffffffff) == unsafe[i].magic)
            return unsafe[i].name;
    return NULL;
}
