;; The pass of the keyword finder: `keyword-finder.ts` says what it is for, and fills the memory.
;; `scripts/wasm.mjs` compiles it to `keyword-pass.ts`; a test holds that to be current.
(module
  (import "pass" "memory" (memory 1))

  ;; Looks at the group of four bytes at every second position of [$text, $end), the last one four bytes before $end at
  ;; most, and writes the offsets from $text of those whose hash is marked in the bitmap, 32 bits each, to $found on.
  ;; Returns how many there are.
  (func (export "collect") (param $text i32) (param $end i32) (param $bitmap i32) (param $found i32) (result i32)
    (local $at i32)
    (local $hash i32)
    (local $next i32)
    (local.set $at (local.get $text))
    (local.set $next (local.get $found))
    (block $done
      (loop $pass
        (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 4)) (local.get $end)))
        ;; The constants are FOLD, HASH_FACTOR and 32 - HASH_BITS of keyword-finder.ts.
        (local.set $hash
          (i32.shr_u
            (i32.mul
              (i32.or (i32.load align=1 (local.get $at)) (i32.const 0x20202020))
              (i32.const 0x9e3779b1))
            (i32.const 12)))
        ;; Branchless: the next candidate overwrites one that was none.
        (i32.store (local.get $next) (i32.sub (local.get $at) (local.get $text)))
        (local.set $next
          (i32.add
            (local.get $next)
            (i32.shl
              (i32.and
                (i32.shr_u
                  (i32.load8_u (i32.add (local.get $bitmap) (i32.shr_u (local.get $hash) (i32.const 3))))
                  (i32.and (local.get $hash) (i32.const 7)))
                (i32.const 1))
              (i32.const 2))))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (br $pass)))
    (i32.shr_u (i32.sub (local.get $next) (local.get $found)) (i32.const 2)))
)
