package dev.notifier.local.bench;

/**
 * What a part has used of the machine: CPU seconds since its start, octets of memory at most.
 *
 * @param user CPU seconds in programs
 * @param system CPU seconds in the kernel
 * @param peakOctets sum of its processes' peaks; pages that they share count once
 */
record ResourceUsage(double user, double system, long peakOctets) {
  double cpu() {
    return user + system;
  }

  /** What was used since an earlier look. */
  ResourceUsage since(ResourceUsage before) {
    return new ResourceUsage(user - before.user, system - before.system, peakOctets);
  }
}
