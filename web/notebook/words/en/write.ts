export const write = {} as const
