// Loaded into every child: when the starter is gone, however it went, nothing stays behind holding ports and data.
// At once, because nobody is left who waits for an answer, and whoever starts anew needs both. Stores survive it.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
