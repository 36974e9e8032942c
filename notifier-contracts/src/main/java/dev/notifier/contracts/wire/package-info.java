/**
 * The binary format of the records of the pipeline: Protobuf, described in {@code records.proto}
 * and mapped by hand onto the records, one class for each.
 */
@NullMarked
package dev.notifier.contracts.wire;

import org.jspecify.annotations.NullMarked;
