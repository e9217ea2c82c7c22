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

  (func (export "place")
    (param $second i32) (param $groups i32) (param $first_three i32) (param $last_three i32) (param $entries i32)
    (global.set $second (local.get $second))
    (global.set $groups (local.get $groups))
    (global.set $first_three (local.get $first_three))
    (global.set $last_three (local.get $last_three))
    (global.set $entries (local.get $entries)))

  ;; Whether the table's chain for $key has an entry whose other byte stands beside $at as well.
  (func $is_entered (param $table i32) (param $key i32) (param $at i32) (result i32)
    (local $entry i32)
    (local.set $entry
      (i32.load16_u
        (i32.add
          (local.get $table)
          (i32.shl
            (i32.and
              (i32.shr_u (i32.mul (local.get $key) (i32.const 0x9e3779b1)) (i32.const 13))
              (i32.const 0x1fff))
            (i32.const 1)))))
    (block $none
      (loop $chain
        (br_if $none (i32.eqz (local.get $entry)))
        ;; An entry has six fields of four bytes: group, needle, offset, probe, byte at the probe, next entry.
        (local.set $entry (i32.add (global.get $entries) (i32.mul (local.get $entry) (i32.const 24))))
        (if
          (i32.eq (i32.load (local.get $entry)) (local.get $key))
          (then
            (if
              (i32.eq
                (i32.or
                  (i32.load8_u (i32.add (local.get $at) (i32.load offset=12 (local.get $entry))))
                  (i32.const 0x20))
                (i32.load offset=16 (local.get $entry)))
              (then (return (i32.const 1))))))
        (local.set $entry (i32.load offset=20 (local.get $entry)))
        (br $chain)))
    (i32.const 0))

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

  ;; Of the places in [$found, $end), leaves those that the second bitmap has marked as well and that the tables know,
  ;; as offsets from $text. Returns where they end.
  (func (export "sift") (param $found i32) (param $end i32) (param $text i32) (result i32)
    (local $kept i32)
    (local $at i32)
    (local $group i32)
    (local $hash i32)
    (local.set $kept (local.get $found))
    (block $done
      (loop $candidate
        (br_if $done (i32.ge_u (local.get $found) (local.get $end)))
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
        (if
          (i32.or
            (call $is_entered (global.get $groups) (local.get $group) (local.get $at))
            (i32.or
              (call $is_entered
                (global.get $first_three)
                (i32.and (local.get $group) (i32.const 0xffffff))
                (local.get $at))
              (call $is_entered
                (global.get $last_three)
                (i32.shr_u (local.get $group) (i32.const 8))
                (local.get $at))))
          (then
            (i32.store (local.get $kept) (i32.sub (local.get $at) (local.get $text)))
            (local.set $kept (i32.add (local.get $kept) (i32.const 4)))))
        (br $candidate)))
    (local.get $kept))

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
