// The state of the battery where the browser tells it; null where it does not.

export async function readBattery(device = navigator) {
  const battery = await device.getBattery?.().catch(() => null);
  return { battery: battery?.level ?? null, charging: battery?.charging ?? null };
}
