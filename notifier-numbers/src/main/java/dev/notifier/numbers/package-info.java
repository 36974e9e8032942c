/** Phone numbers: parsing, numbering plans, and keyed hashes that stand for numbers. */
@NullMarked
package dev.notifier.numbers;

import org.jspecify.annotations.NullMarked;
