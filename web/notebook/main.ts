// Before everything else the browser is asked to open this origin's disk: on a cold phone that takes as long as fetching the
// program, and now both go at once. The program itself begins in start.ts; the shell names its parts (minqing/sync/shell.py).

void indexedDB.databases?.().catch(() => undefined)
void import('./start')
