/** The few sentences that the script itself says. Both tables are complete; a test compares them. */

const zh = {
  cut: '与服务器的连接断了，正在重新连接。下面的内容可能不是最新的。',
  failed: '没有保存成功。您写的内容还在，请再试一次。',
  refused: '服务器没有接受这次操作。您写的内容还在。',
  missing: '这一项已经不在了，请刷新页面。',
  unreachable: '连不上服务器。您写的内容还在，请检查网络后再试。',
  restored: '已恢复您上次没有提交的内容。',
  discard: '不要了',
  undo: '撤销',
  dismiss: '收起',
  next: '下一条',
  previous: '上一条',
  open: '打开',
  showKeys: '显示快捷键',
  then: '然后',
} as const

export type Phrase = keyof typeof zh

const en: Record<Phrase, string> = {
  cut: 'The line to the server is cut; trying again. What you see may not be the latest.',
  failed: 'Not saved. What you wrote is still here, please try again.',
  refused: 'The server did not accept this. What you wrote is still here.',
  missing: 'This is no longer here. Please load the page again.',
  unreachable: 'The server cannot be reached. What you wrote is still here; check the network and try again.',
  restored: 'What you had not sent last time is back.',
  discard: 'Discard it',
  undo: 'Undo',
  dismiss: 'Put away',
  next: 'Next',
  previous: 'Previous',
  open: 'Open',
  showKeys: 'Show the keys',
  then: 'then',
}

export const tables = { zh, en }

/** A sentence in the page's own language. */
export function say(phrase: Phrase): string {
  return (document.documentElement.lang.startsWith('zh') ? zh : en)[phrase]
}
