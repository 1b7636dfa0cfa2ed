// What the door keeps in this browser. Several changes are written together or not at all, and are on the disk when
// write() resolves. Boxes: facts (pairing, key, cursors), blocks and known (the sealed roster), photos, queue, log.

const NAME = "multaqa-door";
const VERSION = 1;
export const BOXES = ["facts", "blocks", "known", "photos", "queue", "log"];

// Rejects where the browser keeps nothing (private windows of some, a full disk, a closed setting). Its onClosed() is
// called when the browser closed what was open.
export async function openStore(factory = globalThis.indexedDB) {
  let database = await connect();

  // A browser that clears its data closes what is open; the store is then empty, and there again.
  async function connect() {
    const made = await opened(factory);
    made.onversionchange = made.onclose = () => {
      made.close();
      if (database !== made) return;
      database = null;
      store.onClosed();
    };
    return made;
  }

  async function transact(boxes, mode) {
    database ??= await connect();
    return database.transaction(boxes, mode, { durability: "strict" });
  }

  async function get(box, key) {
    return settled((await transact(box, "readonly")).objectStore(box).get(key));
  }

  // [key, value] of all whose key begins so, in the order of their keys.
  async function entries(box, prefix = "") {
    const source = (await transact(box, "readonly")).objectStore(box);
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const [keys, values] = await Promise.all([settled(source.getAllKeys(range)), settled(source.getAll(range))]);
    return keys.map((key, place) => [key, values[place]]);
  }

  // changes: [box, key, value], where undefined as value forgets the key.
  async function write(changes) {
    if (changes.length === 0) return undefined;
    const transaction = await transact([...new Set(changes.map(([box]) => box))], "readwrite");
    for (const [box, key, value] of changes) {
      if (value === undefined) transaction.objectStore(box).delete(key);
      else transaction.objectStore(box).put(value, key);
    }
    return done(transaction);
  }

  async function empty(boxes) {
    const transaction = await transact(boxes, "readwrite");
    for (const box of boxes) transaction.objectStore(box).clear();
    return done(transaction);
  }

  const store = { kept: true, get, entries, write, empty, close: () => database?.close(), onClosed: () => undefined };
  return store;
}

// The same for a browser that keeps nothing: it lasts as long as the page.
export function createMemory() {
  const boxes = new Map(BOXES.map((box) => [box, new Map()]));
  const starting = (prefix) => ([key]) => key.startsWith(prefix);
  const inOrder = ([one], [other]) => (one < other ? -1 : 1);
  return {
    kept: false,
    get: async (box, key) => boxes.get(box).get(key),
    entries: async (box, prefix = "") => [...boxes.get(box)].filter(starting(prefix)).sort(inOrder),
    async write(changes) {
      for (const [box, key, value] of changes) {
        if (value === undefined) boxes.get(box).delete(key);
        else boxes.get(box).set(key, value);
      }
    },
    async empty(named) {
      for (const box of named) boxes.get(box).clear();
    },
    close() {},
  };
}

function opened(factory) {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = () => BOXES.forEach((box) => request.result.createObjectStore(box));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another window holds an older store"));
  });
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
