;; The passes over all bytes of a block: `keyword-pass-memory.ts` says what they are for, and fills the memory.
;; `scripts/wasm.mjs` compiles this to `keyword-pass.ts`; a test holds that to be current.
(module
  (import "pass" "memory" (memory 1))

  ;; Where keyword-pass-memory.ts puts what the passes look at; set once, before the first pass.
  (global $second (mut i32) (i32.const 0))
  (global $groups (mut i32) (i32.const 0))
  (global $first_three (mut i32) (i32.const 0))
  (global $last_three (mut i32) (i32.const 0))
  (global $entries (mut i32) (i32.const 0))
  (global $classes (mut i32) (i32.const 0))
  ;; Where the last sifting stopped.
  (global $next (mut i32) (i32.const 0))

  (func (export "place")
    (param $second i32) (param $groups i32) (param $first_three i32) (param $last_three i32) (param $entries i32)
    (param $classes i32)
    (global.set $second (local.get $second))
    (global.set $groups (local.get $groups))
    (global.set $first_three (local.get $first_three))
    (global.set $last_three (local.get $last_three))
    (global.set $entries (local.get $entries))
    (global.set $classes (local.get $classes)))

  ;; Whether a word runs into the needle that begins at $at: the byte before it and its own first are of words, and no
  ;; escape ends there (`\n`, `%3D`, `[0m`), whose last letter is no part of a word.
  (func $is_within_word (param $at i32) (result i32)
    (local $before i32)
    (if
      (i32.eqz
        (i32.and
          (i32.and
            (call $class (i32.sub (local.get $at) (i32.const 1)))
            (call $class (local.get $at)))
          (i32.const 1)))
      (then (return (i32.const 0))))
    (local.set $before (i32.sub (local.get $at) (i32.const 6)))
    (loop $escape
      (if (i32.and (call $class (local.get $before)) (i32.const 4)) (then (return (i32.const 0))))
      (local.set $before (i32.add (local.get $before) (i32.const 1)))
      (br_if $escape (i32.lt_s (local.get $before) (i32.sub (local.get $at) (i32.const 1)))))
    (i32.const 1))

  ;; What kind of byte stands at $at: bit 0 of words, bit 1 of tokens, bit 2 begins an escape.
  (func $class (param $at i32) (result i32)
    (i32.load8_u (i32.add (global.get $classes) (i32.load8_u (local.get $at)))))

  ;; Whether so many bytes of tokens stand from $at on.
  (func $is_run (param $at i32) (param $length i32) (result i32)
    (local.set $length (i32.add (local.get $at) (local.get $length)))
    (block $none
      (loop $next
        (br_if $none (i32.ge_u (local.get $at) (local.get $length)))
        (if
          (i32.eqz (i32.and (call $class (local.get $at)) (i32.const 2)))
          (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (i32.const 1))

  ;; Whether the needle of $entry stands at $at as it asks: its bytes, with or without case, its boundary, its run.
  (func $is_needle (param $entry i32) (param $at i32) (result i32)
    (local $wanted i32)
    (local $here i32)
    (local $end i32)
    (local $byte i32)
    (local.set $wanted (i32.load offset=24 (local.get $entry)))
    (local.set $end (i32.add (local.get $wanted) (i32.load8_u offset=28 (local.get $entry))))
    (local.set $here (local.get $at))
    (loop $compare
      (local.set $byte (i32.load8_u (local.get $here)))
      (if
        (i32.ne (local.get $byte) (i32.load8_u (local.get $wanted)))
        (then
          ;; What is compared without case stands in lower case, and only its letters have another.
          (if (i32.eqz (i32.load8_u offset=29 (local.get $entry))) (then (return (i32.const 0))))
          (if
            (i32.gt_u (i32.sub (i32.load8_u (local.get $wanted)) (i32.const 97)) (i32.const 25))
            (then (return (i32.const 0))))
          (if
            (i32.ne (i32.or (local.get $byte) (i32.const 0x20)) (i32.load8_u (local.get $wanted)))
            (then (return (i32.const 0))))))
      (local.set $here (i32.add (local.get $here) (i32.const 1)))
      (local.set $wanted (i32.add (local.get $wanted) (i32.const 1)))
      (br_if $compare (i32.lt_u (local.get $wanted) (local.get $end))))
    (if
      (i32.load8_u offset=31 (local.get $entry))
      (then
        (if
          (i32.eqz (call $is_run (local.get $here) (i32.load8_u offset=31 (local.get $entry))))
          (then (return (i32.const 0))))))
    (if
      (i32.load8_u offset=30 (local.get $entry))
      (then (return (i32.eqz (call $is_within_word (local.get $at))))))
    (i32.const 1))

  ;; Writes what needles of the table's chain for $key stand around $at: the number of each, and where it begins as an
  ;; offset from $text, 32 bits each, to $hits on. Returns where they end.
  (func $walk
    (param $table i32) (param $key i32) (param $at i32) (param $text i32) (param $hits i32) (result i32)
    (local $entry i32)
    (local $start i32)
    (local.set $entry
      (i32.load16_u
        (i32.add
          (local.get $table)
          (i32.shl
            (i32.and
              (i32.shr_u (i32.mul (local.get $key) (i32.const 0x9e3779b1)) (i32.const 13))
              (i32.const 0x7fff))
            (i32.const 1)))))
    (block $none
      (loop $chain
        (br_if $none (i32.eqz (local.get $entry)))
        ;; An entry is eight words: group, needle, offset, probe, byte at the probe, next entry, where the needle's bytes
        ;; are, and four bytes: its length, whether its case is ignored, whether it is anchored, the run after it.
        (local.set $entry (i32.add (global.get $entries) (i32.shl (local.get $entry) (i32.const 5))))
        (if
          (i32.eq (i32.load (local.get $entry)) (local.get $key))
          (then
            ;; Groups are common, and needles rare: one more byte tells nearly all of them apart.
            (if
              (i32.eq
                (i32.or
                  (i32.load8_u (i32.add (local.get $at) (i32.load offset=12 (local.get $entry))))
                  (i32.const 0x20))
                (i32.load offset=16 (local.get $entry)))
              (then
                (local.set $start (i32.sub (local.get $at) (i32.load offset=8 (local.get $entry))))
                (if
                  (call $is_needle (local.get $entry) (local.get $start))
                  (then
                    (i32.store (local.get $hits) (i32.load offset=4 (local.get $entry)))
                    (i32.store offset=4 (local.get $hits) (i32.sub (local.get $start) (local.get $text)))
                    (local.set $hits (i32.add (local.get $hits) (i32.const 8)))))))))
        (local.set $entry (i32.load offset=20 (local.get $entry)))
        (br $chain)))
    (local.get $hits))

  ;; Looks at the group of four bytes at every second position of [$text, $end), the last one four bytes before $end at
  ;; most, and writes the places of those that the first bitmap has marked, 32 bits each, to $found on. Returns where
  ;; they end. Small and without branches, as most of a scan's time is spent here.
  (func (export "collect") (param $text i32) (param $end i32) (param $first i32) (param $found i32) (result i32)
    (local $hash i32)
    (local.set $end (i32.sub (local.get $end) (i32.const 4)))
    (block $done
      (br_if $done (i32.gt_s (local.get $text) (local.get $end)))
      (loop $pass
        ;; The constants are the hash functions of keyword-pass-memory.ts.
        (local.set $hash
          (i32.shr_u
            (i32.mul
              (i32.or (i32.load align=1 (local.get $text)) (i32.const 0x20202020))
              (i32.const 0x9e3779b1))
            (i32.const 13)))
        ;; The next candidate overwrites one that was none.
        (i32.store (local.get $found) (local.get $text))
        (local.set $found
          (i32.add
            (local.get $found)
            (i32.shl
              (i32.and
                (i32.shr_u
                  (i32.load8_u (i32.add (local.get $first) (i32.shr_u (local.get $hash) (i32.const 3))))
                  (i32.and (local.get $hash) (i32.const 7)))
                (i32.const 1))
              (i32.const 2))))
        (local.set $text (i32.add (local.get $text) (i32.const 2)))
        (br_if $pass (i32.le_s (local.get $text) (local.get $end)))))
    (local.get $found))

  ;; The needles around the places in [$found, $end), first looking whether the second bitmap has marked them as well:
  ;; writes them as $walk does, and returns where they end. Stops before a place whose needles could reach beyond $limit;
  ;; `next` then tells the first place that was not looked at.
  (func (export "sift")
    (param $found i32) (param $end i32) (param $text i32) (param $hits i32) (param $limit i32) (result i32)
    (local $at i32)
    (local $group i32)
    (local $hash i32)
    (block $done
      (loop $candidate
        (br_if $done (i32.ge_u (local.get $found) (local.get $end)))
        (br_if $done (i32.ge_u (local.get $hits) (local.get $limit)))
        (local.set $at (i32.load (local.get $found)))
        (local.set $found (i32.add (local.get $found) (i32.const 4)))
        (local.set $group (i32.or (i32.load align=1 (local.get $at)) (i32.const 0x20202020)))
        (local.set $hash (i32.shr_u (i32.mul (local.get $group) (i32.const 0x85ebca6b)) (i32.const 13)))
        (br_if $candidate
          (i32.eqz
            (i32.and
              (i32.shr_u
                (i32.load8_u (i32.add (global.get $second) (i32.shr_u (local.get $hash) (i32.const 3))))
                (i32.and (local.get $hash) (i32.const 7)))
              (i32.const 1))))
        (local.set $hits
          (call $walk
            (global.get $groups) (local.get $group) (local.get $at) (local.get $text) (local.get $hits)))
        (local.set $hits
          (call $walk
            (global.get $first_three)
            (i32.and (local.get $group) (i32.const 0xffffff))
            (local.get $at) (local.get $text) (local.get $hits)))
        (local.set $hits
          (call $walk
            (global.get $last_three)
            (i32.shr_u (local.get $group) (i32.const 8))
            (local.get $at) (local.get $text) (local.get $hits)))
        (br $candidate)))
    (global.set $next (local.get $found))
    (local.get $hits))

  (func (export "next") (result i32) (global.get $next))

  ;; The line feeds in [$at, $end), sixteen bytes at a time.
  (func (export "lines") (param $at i32) (param $end i32) (result i32)
    (local $count i32)
    (block $done
      (loop $sixteen
        (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $end)))
        (local.set $count
          (i32.add
            (local.get $count)
            (i32.popcnt
              (i8x16.bitmask (i8x16.eq (v128.load align=1 (local.get $at)) (i8x16.splat (i32.const 10)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $sixteen)))
    (block $end_of_rest
      (loop $rest
        (br_if $end_of_rest (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $count (i32.add (local.get $count) (i32.eq (i32.load8_u (local.get $at)) (i32.const 10))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $rest)))
    (local.get $count))
)
