// What the browser says of the room it gives, and whether it threw away what it had promised to keep.

const LOW = 20_000_000; // bytes left

export async function askToKeep(storage = navigator.storage) {
  const persisted = (await storage?.persist?.().catch(() => false)) ?? false;
  return { persisted, ...(await room(storage)) };
}

async function room(storage) {
  const { usage = 0, quota = 0 } = (await storage?.estimate?.().catch(() => ({}))) ?? {};
  return { usage, quota, low: quota > 0 && quota - usage < LOW };
}
