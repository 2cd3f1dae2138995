// @vitest-environment node
import { beforeAll, expect, test } from 'vitest'
import {
  decrypt, encrypt, makeDataKey, makeDeviceKeys, openKeys, unwrapByDevice, unwrapByPin, wrapByDevice, wrapByPin, type DeviceKeys,
} from '../../notebook/store/keys'
import { utf8 } from '../../notebook/store/bytes'

let device: DeviceKeys
let other: DeviceKeys
beforeAll(async () => {
  device = await makeDeviceKeys()
  other = await makeDeviceKeys()
})

test('the PIN with the device that it was chosen on gives the data key', async () => {
  const key = makeDataKey()
  const wrap = await wrapByPin(key, '482915', device, 'p')
  expect(await unwrapByPin(wrap, '482915', device, 'p')).toEqual(key)
})

test('neither the PIN alone nor the device alone gives it', async () => {
  const wrap = await wrapByPin(makeDataKey(), '482915', device, 'p')
  expect(await unwrapByPin(wrap, '482916', device, 'p')).toBeNull()
  expect(await unwrapByPin(wrap, '482915', other, 'p')).toBeNull()
})

test('a wrap of one profile does not open another', async () => {
  const wrap = await wrapByPin(makeDataKey(), '482915', device, 'p')
  expect(await unwrapByPin(wrap, '482915', device, 'q')).toBeNull()
})

test('the wrap that the server keeps is opened by this device alone', async () => {
  const key = makeDataKey()
  const wrap = await wrapByDevice(key, device, 'p')
  expect(await unwrapByDevice(wrap, device, 'p')).toEqual(key)
  expect(await unwrapByDevice(wrap, other, 'p')).toBeNull()
  expect(await unwrapByDevice('no wrap at all', device, 'p')).toBeNull()
})

test('the device keys cannot be read out', async () => {
  await expect(crypto.subtle.exportKey('raw', device.mac)).rejects.toThrow()
  await expect(crypto.subtle.exportKey('raw', device.wrap)).rejects.toThrow()
  const { seal, place } = await openKeys(makeDataKey())
  await expect(crypto.subtle.exportKey('raw', seal)).rejects.toThrow()
  await expect(crypto.subtle.exportKey('raw', place)).rejects.toThrow()
})

test('what was sealed opens at its place, and not with any byte changed', async () => {
  const { seal } = await openKeys(makeDataKey())
  const sealed = await encrypt(seal, 'records a', utf8('漏水'))
  expect(await decrypt(seal, 'records a', sealed)).toEqual(utf8('漏水'))
  for (let at = 0; at < sealed.length; at += 1) {
    const spoilt = sealed.slice()
    spoilt[at] = (spoilt[at] ?? 0) ^ 1
    await expect(decrypt(seal, 'records a', spoilt)).rejects.toThrow()
  }
  await expect(decrypt(seal, 'records b', sealed)).rejects.toThrow()
})

test('the same text is never sealed alike twice', async () => {
  const { seal } = await openKeys(makeDataKey())
  const one = await encrypt(seal, 'x', utf8('a'))
  expect(await encrypt(seal, 'x', utf8('a'))).not.toEqual(one)
})
