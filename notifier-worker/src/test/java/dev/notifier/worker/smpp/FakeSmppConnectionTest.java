package dev.notifier.worker.smpp;

class FakeSmppConnectionTest implements SmppConnectionContract {
  @Override
  public SmppConnection bind(RecordingListener listener) {
    return new FakeSmppConnection(listener);
  }
}
