// The keys (docs/decisions, 0008). A random data key encrypts everything; it is wrapped twice:
// 1. on the phone, under HKDF(Argon2id(PIN) ‖ MAC of a device key that cannot be read out): both are needed;
// 2. under the device's wrapping key alone, kept only by the server and handed out again to who signs in.
import { argon2id } from 'hash-wasm'
import { base64, fromBase64, joined, random, utf8, type Bytes } from './bytes'

export interface DeviceKeys { mac: CryptoKey; wrap: CryptoKey }
/** The first wrap: what is kept on the phone. */
export interface PinWrap { salt: Bytes; sealed: Bytes }
/** What the data key becomes while the store is open; neither can be read out. */
export interface OpenKeys { seal: CryptoKey; place: CryptoKey }

const NONCE = 12
/** OWASP's least for Argon2id: 19 MiB, two passes, one lane. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 }

export async function makeDeviceKeys(): Promise<DeviceKeys> {
  const [mac, wrap] = await Promise.all([
    crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  ])
  return { mac, wrap }
}

export function makeDataKey(): Bytes {
  return random(32)
}

async function derived(from: Bytes, salt: Bytes, purpose: string, use: 'seal' | 'place'): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', from, 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(`minqing ${purpose}`) }
  return use === 'seal'
    ? crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    : crypto.subtle.deriveKey(how, base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign'])
}

/** The keys that records are sealed and placed with. */
export async function openKeys(dataKey: Bytes): Promise<OpenKeys> {
  const none = new Uint8Array(32)
  const [seal, place] = await Promise.all([
    derived(dataKey, none, 'records', 'seal'),
    derived(dataKey, none, 'places', 'place'),
  ])
  return { seal, place }
}

async function pinKey(pin: string, salt: Bytes, device: DeviceKeys): Promise<CryptoKey> {
  const stretched = await argon2id({ ...COST, password: pin.normalize('NFKC'), salt, outputType: 'binary' })
  const bound = await crypto.subtle.sign('HMAC', device.mac, joined(utf8('minqing pin'), salt))
  return derived(joined(stretched, new Uint8Array(bound)), salt, 'pin wrap', 'seal')
}

/** Compile what stretches a PIN, and let it run a little: the first PIN then finds it warm. */
export async function warmStretching(): Promise<void> {
  await argon2id({ ...COST, memorySize: 256, password: 'warm', salt: new Uint8Array(16), outputType: 'binary' })
}

/** Encrypt under a fresh nonce, which stands before it. */
export async function encrypt(key: CryptoKey, place: string, bytes: BufferSource): Promise<Bytes> {
  const iv = random(NONCE)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, bytes)
  return joined(iv, new Uint8Array(sealed))
}

/** Throws OperationError where the key, the place or a byte is another. */
export async function decrypt(key: CryptoKey, place: string, sealed: Bytes): Promise<Bytes> {
  const iv = sealed.subarray(0, NONCE)
  const how = { name: 'AES-GCM', iv, additionalData: utf8(place) }
  return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.subarray(NONCE)))
}

export async function wrapByPin(dataKey: Bytes, pin: string, device: DeviceKeys, profile: string): Promise<PinWrap> {
  const salt = random(16)
  return { salt, sealed: await encrypt(await pinKey(pin, salt, device), `pin ${profile}`, dataKey) }
}

/** The data key, or null where the PIN is wrong. */
export async function unwrapByPin(wrap: PinWrap, pin: string, device: DeviceKeys, profile: string): Promise<Bytes | null> {
  const key = await pinKey(pin, wrap.salt, device)
  try {
    return await decrypt(key, `pin ${profile}`, wrap.sealed)
  } catch {
    return null
  }
}

/** The second wrap, as the server keeps it. */
export async function wrapByDevice(dataKey: Bytes, device: DeviceKeys, profile: string): Promise<string> {
  return base64(await encrypt(device.wrap, `device ${profile}`, dataKey))
}

/** The data key, or null where the wrap is not this device's. */
export async function unwrapByDevice(wrap: string, device: DeviceKeys, profile: string): Promise<Bytes | null> {
  try {
    return await decrypt(device.wrap, `device ${profile}`, fromBase64(wrap))
  } catch {
    return null
  }
}
