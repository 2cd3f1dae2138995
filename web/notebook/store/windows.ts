// The windows of one notebook tell each other that something changed; nothing of what it is.

export type Word = 'wrote' | 'pulled' | 'wiped'

export class Windows {
  private readonly channel: BroadcastChannel | null

  constructor(profile: string, heard: (word: Word) => void) {
    this.channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`minqing-${profile}`) : null
    if (this.channel) this.channel.onmessage = (event: MessageEvent<Word>) => heard(event.data)
  }

  tell(word: Word): void {
    this.channel?.postMessage(word)
  }

  close(): void {
    this.channel?.close()
  }
}
