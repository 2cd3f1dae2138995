import type { banner as en } from '../en/banner'

export const banner: Record<keyof typeof en, string> = {
  'banner.stranger': '有别的东西在冒充服务器应答。',
  'banner.strangerDo': '请在浏览器里打开任意网页，登录无线网络。内容没有发出，也没有丢。',
  'banner.offline': '{when} 起离线。请照常写，以后会发送。',
  'banner.offlineNever': '离线。请照常写，以后会发送。',
  'banner.busy': '服务器正忙，稍后自动继续。',
  'banner.clockAhead': '手机的钟快了 {time}。',
  'banner.clockBehind': '手机的钟慢了 {time}。',
  'banner.clockDo': '时间会按服务器校正。请在手机设置里把时间改为自动。',
  'banner.progress': '正在下载片区：{done} / {total}，可以先用起来。',
  'full.tight': '手机空间快满了。',
  'full.tightHint': '文字还写得下，照片可能很快存不下。',
  'full.title': '手机空间已满。',
  'full.hint': '内容都没有丢。请先腾出空间再继续：现在写的可能存不下。',
  'full.free': '清出服务器已保存的照片（{size}）',
  'full.send': '发送待发的内容',
  'full.settings': '看存储',
  'full.phone': '或者从手机里删掉不用的视频和应用。',
}
