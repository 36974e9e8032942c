/** Takes messages from the lanes and writes their segments within the window and the rate. */
@NullMarked
package dev.notifier.worker.send;

import org.jspecify.annotations.NullMarked;
