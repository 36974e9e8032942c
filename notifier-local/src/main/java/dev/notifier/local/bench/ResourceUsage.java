package dev.notifier.local.bench;

/**
 * CPU seconds and memory that a component has used since its start.
 *
 * @param user CPU seconds in user mode
 * @param system CPU seconds in the kernel
 * @param peakBytes the sum of the peaks of its processes; shared pages are counted once
 */
record ResourceUsage(double user, double system, long peakBytes) {
  double cpu() {
    return user + system;
  }

  /** What was used since an earlier measurement. */
  ResourceUsage since(ResourceUsage before) {
    return new ResourceUsage(user - before.user, system - before.system, peakBytes);
  }
}
