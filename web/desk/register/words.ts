/** The sentences that the table itself says. Both tables are complete; a test compares them. */

const zh = {
  loading: '正在读取…',
  rows: '共 {n} 人',
  failed: '没有读到，请再试一次。',
  again: '再试一次',
  notSaved: '没有存上。您写的内容还在，按回车再试一次。',
  changed: '别人刚改成了“{now}”。按回车改为您写的，按退出键保留对方的。',
  emptyValue: '空白',
  signedOut: '登录已过期，请重新登录。您写的内容还没有存。',
  saved: '已保存',
  remove: '去掉筛选：{filter}',
  add: '加上筛选',
  column: '列',
  how: '条件',
  value: '内容',
  value_day: '日期',
  value_number: '数',
  has: '包含',
  is: '是',
  before: '早于',
  after: '晚于',
  least: '至少',
  most: '至多',
  age: '核实情况',
  empty: '空白',
  filled: '不空白',
  up: '上移 {column}',
  down: '下移 {column}',
  sortBy: '{column}，按回车排序',
  lessWide: '拖动改列宽',
  choose: '请至少选一项。',
  write: '请填写内容。',
  or: '或',
} as const

export type Word = keyof typeof zh

const en: Record<Word, string> = {
  loading: 'Reading…',
  rows: '{n} people',
  failed: 'This could not be read. Please try again.',
  again: 'Try again',
  notSaved: 'Not saved. What you wrote is still here; press Enter to try again.',
  changed: 'Somebody just changed it to “{now}”. Enter writes yours, Escape keeps theirs.',
  emptyValue: 'empty',
  signedOut: 'You have been signed out. Sign in again; what you wrote is not saved yet.',
  saved: 'Saved',
  remove: 'Take the filter away: {filter}',
  add: 'Add the filter',
  column: 'Column',
  how: 'Condition',
  value: 'Value',
  value_day: 'Day',
  value_number: 'Number',
  has: 'contains',
  is: 'is',
  before: 'before',
  after: 'after',
  least: 'at least',
  most: 'at most',
  age: 'how recent',
  empty: 'is empty',
  filled: 'is not empty',
  up: 'Move {column} up',
  down: 'Move {column} down',
  sortBy: '{column}; Enter sorts by it',
  lessWide: 'Drag to change the width',
  choose: 'Choose at least one.',
  write: 'Write what to look for.',
  or: 'or',
}

export const tables = { zh, en }

/** A sentence in the page's language, with its particulars. */
export function say(word: Word, particulars: Record<string, string | number> = {}): string {
  const text: string = (document.documentElement.lang.startsWith('zh') ? zh : en)[word]
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(particulars[name] ?? ''))
}
