// Loaded into the server by start.mjs (node --import): when the starting script dies without a word, even by SIGKILL,
// the channel to it closes, and the server stops as it does on Ctrl-C rather than holding the port for ever.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // The listener must not keep a server alive that has closed everything else.
  process.channel.unref();
}
