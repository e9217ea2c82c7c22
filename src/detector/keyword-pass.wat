;; The passes over all bytes of a block: `keyword-pass-memory.ts` says what they are for, and fills the memory.
;; `scripts/wasm.mjs` compiles this to `keyword-pass.ts`; a test holds that to be current.
(module
  (import "pass" "memory" (memory 1))

  ;; Looks at the group of four bytes at every second position of [$text, $end), the last one four bytes before $end at
  ;; most, and writes the offsets from $text of those that both hashes have marked in their bitmaps, 32 bits each, to
  ;; $found on. Returns how many there are.
  (func (export "collect")
    (param $text i32) (param $end i32) (param $first i32) (param $second i32) (param $found i32) (result i32)
    (local $at i32)
    (local $group i32)
    (local $hash i32)
    (local $next i32)
    (local.set $at (local.get $text))
    (local.set $next (local.get $found))
    (block $done
      (loop $pass
        (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 4)) (local.get $end)))
        (local.set $group (i32.or (i32.load align=1 (local.get $at)) (i32.const 0x20202020)))
        ;; The constants are the hash functions of keyword-pass-memory.ts.
        (local.set $hash (i32.shr_u (i32.mul (local.get $group) (i32.const 0x9e3779b1)) (i32.const 12)))
        (if
          (i32.and
            (i32.shr_u
              (i32.load8_u (i32.add (local.get $first) (i32.shr_u (local.get $hash) (i32.const 3))))
              (i32.and (local.get $hash) (i32.const 7)))
            (i32.const 1))
          (then
            (local.set $hash (i32.shr_u (i32.mul (local.get $group) (i32.const 0x85ebca6b)) (i32.const 12)))
            ;; Branchless: the next candidate overwrites one that was none.
            (i32.store (local.get $next) (i32.sub (local.get $at) (local.get $text)))
            (local.set $next
              (i32.add
                (local.get $next)
                (i32.shl
                  (i32.and
                    (i32.shr_u
                      (i32.load8_u (i32.add (local.get $second) (i32.shr_u (local.get $hash) (i32.const 3))))
                      (i32.and (local.get $hash) (i32.const 7)))
                    (i32.const 1))
                  (i32.const 2))))))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br $pass)))
    (i32.shr_u (i32.sub (local.get $next) (local.get $found)) (i32.const 2)))

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
