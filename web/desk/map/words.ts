/** What the map itself says. Both tables are complete; a test compares them. */
const en = {
  map: 'Map of the community. Arrow keys move it, plus and minus zoom, Enter chooses the courtyard at the cross.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  toNorth: 'North up',
  noMap: 'This browser cannot draw the map. The table below says the same.',
  failed: 'The map could not be loaded. The table below says the same; load the page again to try once more.',
  notSaved: 'Not saved. Please try again.',
  saved: 'Saved.',
  undone: 'Undone.',
  open: 'Open the courtyard',
  place: 'Put it elsewhere',
  putHere: 'Put it on the map',
  outline: 'Draw its outline',
  outlineAway: 'Remove its outline',
  type: 'Type its coordinates',
  zone: 'Zone',
  noZone: 'in no zone',
  households: 'Households',
  late: 'Late concerns',
  today: 'Concerns due today',
  waiting: 'Other open concerns',
  due: 'Visits due',
  placeHint: 'Click where {name} is. Keyboard: move the map until the cross is there, then Enter.',
  outlineHint: 'Click the corners of {name} one after the other. Finish with the button or a double click.',
  barrierHint: 'Click along the line that visits do not cross. Finish with the button or a double click.',
  lassoHint: 'Draw around the courtyards with the pointer held down, or click corner by corner.',
  nameBarrier: 'Choose a name for this line, such as the road it follows.',
  chosen: '{count} courtyards are inside, with {households} households.',
  noneChosen: 'No courtyard lies inside. Draw around at least one.',
  tooFew: 'Not enough corners yet.',
  barrier: 'Barrier',
  barrierAway: 'Remove this barrier',
} as const

export type Word = keyof typeof en

const zh: Record<Word, string> = {
  map: '社区地图。方向键移动，加减号缩放，回车选中十字处的院落。',
  zoomIn: '放大',
  zoomOut: '缩小',
  toNorth: '正北朝上',
  noMap: '这个浏览器画不出地图。下面的表格内容相同。',
  failed: '地图没有打开。下面的表格内容相同，刷新页面可再试一次。',
  notSaved: '没有保存成功，请再试一次。',
  saved: '已保存。',
  undone: '已撤销。',
  open: '打开院落',
  place: '换个位置',
  putHere: '放到地图上',
  outline: '画出轮廓',
  outlineAway: '去掉轮廓',
  type: '输入坐标',
  zone: '片区',
  noZone: '未划入片区',
  households: '户数',
  late: '超时的诉求',
  today: '今天到期的诉求',
  waiting: '其他未办结诉求',
  due: '该走访的户',
  placeHint: '请点一下{name}的位置。用键盘：移动地图，让十字对准，再按回车。',
  outlineHint: '请依次点{name}的各个拐角，双击或按“画好了”结束。',
  barrierHint: '请沿着走访不跨越的路线依次点，双击或按“画好了”结束。',
  lassoHint: '按住鼠标圈出院落，也可以一个角一个角地点。',
  nameBarrier: '请给这条隔断起个名字，比如它沿着的那条路。',
  chosen: '圈中 {count} 个院落，共 {households} 户。',
  noneChosen: '没有圈中院落，请至少圈住一个。',
  tooFew: '拐角还不够。',
  barrier: '隔断',
  barrierAway: '去掉这条隔断',
}

export const tables = { zh, en }

/** A sentence in the page's own language, with what stands in its braces. */
export function say(word: Word, parts: Record<string, string | number> = {}): string {
  const table = document.documentElement.lang.startsWith('zh') ? zh : en
  return table[word].replace(/\{(\w+)\}/g, (_all, name: string) => String(parts[name] ?? ''))
}
