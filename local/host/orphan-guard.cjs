// Preloaded into every child: ends it when the engine is gone, even if the engine was killed.
process.once("disconnect", () => process.exit(1));
process.channel?.unref();
// Not passed on to what the child itself may start.
delete process.env.NODE_CHANNEL_FD;
