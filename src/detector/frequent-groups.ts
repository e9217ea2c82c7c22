/** Groups of four bytes, folded, the most frequent first: made by `scripts/frequent-groups.mjs`. */
export const FREQUENT_GROUPS =
  '    *      r!   "      stiontest the#   the (      "$     !   # self,*     d   !type0000   c)*  ' +
  'name:*     #----\'      |**  est\x7f   t&   %      )elf. sel0     ( !  ring , 0xretu,   etur  " turn' +
  'atioc    to stri #  2   )   ionsfileerroringrror   i   } fortrinion   se   (valu of  is ssl\x7f+   ' +
  'mentfunc! |   $ alue conc!  port defsion.   1    if sertfor defiptioasseurn  -> ctioefin in   c ' +
  '/   -   finesserwithine .tes4    c  ):*  | jconsdef 8    ret*)))code  re3      z5   this{*  lass' +
  " and9   clas   u))))compand contable stronst {* ossl   h  '  !    de   a9999:   d s    e   $heck" +
  'checdata<     | loca   \'(sel   nversnot  not": "path6   fromaaaalist7    thi"*  statopen*****#de' +
  ' {*)   jinte   fject.*  r*  ! d form;*   wittext",*  int "  rsio;   ! !  d s#def  if  & lf.aread' +
  '  2  errocal.assersi\x7ftypcallsl\x7fc proline)** >    s )   -e*  time  0 optinter   / tesn   f.asimpo' +
  'opernst  com   p{*)) be requbjec use  s" filted `   }*  ?    valiniteratent his    *qualf thnone' +
  's*   ! |  % r   1111instparaormar,   or unctr+  ith mpler-  "  r  * *// objer1  spec\x7fsk\x7fmpormodu' +
  'commr"    |!s"  r/   0x6r)  odulound typests=   ?d   namn thattrduledingr(  ontencticharurce   b' +
  'ame r.     {sizeort serv* *  resrom ault"! |e theck\x7fparsting (  equaatch\x7fcher!  r0   nons thr2  ' +
  ' $  sourarsemethourcunde thaaramr7     5r\'  nstaindensslest.r&  fauldefa   ` s" ====ther7777erte' +
  'r3  confxxxxiterr%  infor4  alidt   scriemenl\x7fchof t  r,basethat  d!  ->rati|n  true\x7fnam stavali' +
  "ribu', ' */*   1ype(are efauenssrmat   gequeaderter    %s   thodr$  item5!  },* tribr#  ethoript" +
  'nodesignressceptcrip r, ####r5  r6  !"!"d!d"ertiibut  r+httpstancasehat  par 0x0pensatedents  r*' +
  'ancej      0int    lr;  byte  s r8  sing| j  r+ prot!  s": {get\x7fe":  claatorble cess  r1 cha r* ' +
  'sult  r(calsield  c!,caa  r-  r)enerresu: {*e    ope impsage  t ectie = ion\x7f r- r9  pyth  r"onfi' +
  "  coelf)),*   r/roto,*))ange  r.'*   fro   &\x7fcon) {*icattern r)  r1 ile tequthon as <locls>..<lo" +
  'cati c! als>  threat r(   r2xcepytho set  r0eader<  nfighe sing\x7fgenecrea  )"   me ind   ype   r7' +
  'all  %  itio)retne sctor  inexces =  = sloadate t*    1 h   mberr:  ightpres  }*writesulpropual(' +
  's noncod },*date  u  r/ r>  headt!  e corootrteqe re.**   ) tter  },desc", " opt keyfals r2 alse' +
  '  ` essaeate := r th\x7fstr r0 tati  r3ons   r4ionaback r. z   5"   r" aise  r\'fielrais u red t)// ' +
  'ass tateenco*)// r7   r&messstarargs\x7fgetervef   pack  r; r\' stru(oss  3    o fun  r5c"    r6escr' +
  'ssaghe ctruclf): are)}*)enti expture)if  r3 s$  mainr?  rounning(sk)ructimpl `   can an matc  5 ' +
  'r=  l   tablcopyumen! y t th3333trac  s$  r8f):*sed quest = evenueste of/?` p   nder r4  ! dequi' +
  'd to r& ractg    }* 2222tartb   t.tedist  r%rentropeoint """caacnumbestc r; in tletesupp  |"cate' +
  'onal whe r6 handntexumberite reqbute  "")*#duser  r< r%    wparee(skresof./?ttri  r: verect  r5 ' +
  'exte   3ache allndeduse ifie.com  d lemed d  modpectssios a act pecidictrectpert )"rj!  ence cal' +
  ' nilz!d poinlectrint  - ode   r9  s!amessl\x7fs r! s in: 0xtanc  )#s.te))*#peraned  ins by dentings' +
  ' sk\x7f r8 ratondexvent  g streprinlockst.ta   ion. lin lis  r$f/?dquirytesandlder  datcens ! !appe' +
  'neracted == est   0xectebuil  8 lf.\x7fatusl\x7fsk\',*  on """*expr s$ pe(slatet of obj r$ {   spac  )!' +
  'lice true:* bool &   add r< e foenam.get j! ()* ndlepend\x7fset it resp.con| j!uirefailelf,s toe is' +
  'xact  r#othe  r>ing.pacerameng td interaonlytiveffer, in~~~~er type"tran->  pass // grou 0x7 z!d' +
  'tempis n*}** arg r9 ))re get  //  + argeef t#  rcertessio thtainhis.cachnvalppor r: \x7fpar r# 1234' +
  ' t! e skunc  pat))* enseto t  r!d z"err  roueerrecifion"  "t/tesoverf te\x7fcom*)}* 0x1direeptiount' +
  'e z!!d zinva!! | oss  rallowset \x7fini sublf, 2345 e zmodes": addraac,istrill cludhe forteffffexpe' +
  'proc   >"typentrx   ed ichan);* treaword |  e toarraectoexacused  r=ransuppoouldnexa r>   folink' +
  'or tallo != i   |   rese ineclos  s( speirecsponsts.k   sk\x7ftt in falpe":  stame\x7frangs!   new  4 ' +
  ',  # dis"  soken*/* tentypesase st\x7fs*fun  e   r?elseontaicen  r inpuroupk\x7ftyage  wilstca ...inex' +
  'lue hen >>>  j   j"    \x7f(*   b.0nit\x7flonge deed btraiengt/liblations/tokenullincl  = ackaterspoli' +
  'j"  d*  xpecstacsockattenclutackher ultifini\x7fvaleterwillfindct ramplate\x7fompatcas\x7fpro *  he l exc' +
  ', co %s omma  pafreeset\x7f  exis atoreernaonse assrvery   , ercoun )#rs an metntai anyt iso   ef \x7f' +
  'flagrigh*  " r=  s rnten # \'|  j = {cifireamckag  , r =  preluderatepartarguu   ent\x7fhe pactior a' +
  ' ! yjson num"! d= semande,* s )"pingv   deco youone ess ck\x7foemptuld espokageif ( a solictatuuffe' +
  'st\x7fcore buffposim   ipti   vleng**/*es asyncmmank\x7fosnputcketasn1ror fere r?  rea\x7ffil mat!!!!\x7fmod' +
  'inedstor\')* ,eaaestrnce d by| j"niti\x7fstan*  !| jette sho 3  )*))alizwhenrrayplatnts gumengthvice' +
  ' syss ofuinters !$!$eren\x7f   q    >>>d#d$ genelemworkrocevideplicmultt roe st\x7f\x7fintieseral elsatin' +
  'it\x7f\x7frgum*/**  s&haverserwarnifice ann in r  ocat)))**)iftory "tyhash rep pas  )$}   |*  3456s fo' +
  'pons   kdelethrelosextenhe resou  >> inct#     . z"data  inv.0b.s&  regi! |!heremaket reded ttps' +
  'tps:rtedn": alleauthist  )!re li\x7frest\x7fcol {*, th 1   out ind0x00targ 5    as 0, ientocesd"d#t"  ' +
  're  elet~   ommeexamons.2 ,  j#  whimeta*)reoutpes te)* out w    suputpu   <istets.tt to>*  ""* ' +
  '   x ! tlib/appl\x7fcmpidat 0  uild.* * pri4567 hascond  els arkey cmp\x7fmpty  u! s! voidnstrult tput' +
  'can \x7fintj#  e set\x7fre(!  ocke desacceutil  < z"d!annottes  d" \'  st\x7fpenta}!| nnotitte app siztial' +
  'any you  serconn** * = nomplcodiarch, anrget\x7fpat d!dster))}*ccesed ailes posxamp\x7ftestrics rehe a' +
  "ecod |!dt$  odin |!|,iaas#  mmennal ! w expo   =th tschee pr lenext s(  } = tes t bed d!ert '),*" +
  's://= nirepr\x7fosstifis,  sk, convignaled currnil  d dhang},*)e a  ite )$rame, 0x2etesdreslicyates' +
  'h tht%  inalptr)ase.%(  s:*  codps:/ust "!"!(conif t dire filangervie pa" g ertrfied  }!on tclie' +
  'ing"he db/py!  )  s#pdat timion:  nas.  lize\x7ffunmustor i-*    |#meteprovon onextert\x7feferines  . ' +
  'urns infme, stin lic| j#ordeendeexec s&  atts isilen**// |* pyenrnal/pyt.setsn1\x7fplacs )#econr in' +
  'rc  #  selecstal tra crervic )"nblocespaesta coplaceppeneprehelp|!|"\x7fnewisescolo letoglesele0001' +
  'luesrd  x509ion,e us, seg thametj$  diti  s, hav j$   ? rf  \x7fmet s( lien  / }*))er, enteto affse' +
  ' oth5678 raiosittems, os musgoogmoveshoucom/hreaignemparstrang aupdaendi) ->!  hdler  (!he ting(' +
  'houlon": unid!s  boor`  ed f")* /verise span perterm  tr sig  "durrered rns oogl s  ebugion(har ' +
  '  s* undd th locon iutioib/p  pr = tntryracee.* st cermi\x7fcerremo/roond trenceverenv/rh  evalrder' +
  '/*  aticlagsd = nverot/.asyn y !les 5, 0ter\x7fn sexpories .pyee exder\x7fity  5! nv/vrrenddret/.pvari' +
  'j%  st o  : is tted\x7f extse tlter}"| er ilida remil { t  y ! *))rensioot/ame){}a|licain amiss*  }' +
  "s.* t'  debu);**ing*set(, stngle no ize , reyenv!= nave f \x7f\x7fra  the*v/veagesvert1, 0/.pyed.*aai," +
  'allytallnew \x7fwitoid ion*reple cais flitylinguplent, e.tey th: st(!(!iden0b.(  rochemne pnsio d! ' +
  'leasglob  c"tupl s, sk),keysonneubliertyrg    7  )#n0, 0ass=e):*n\'t arenstem  tenc (8b.0)))}all\x7f' +
  '  5!on, "| jrefeprefk), on: rnin "de  winneciled/** windror)\x7ferrliteror(egislenais ilean  ; ! d!' +
  ' coluct nect.0a. endfma evel a cenumissi htt onl" "  )  looprj  onveent.n a (sk,iaai  d#publsect' +
  't\x7finst\x7fiilitx#y ed wfigu   : "st*))}er oy w!rb  ied ber nly ive 6789}** send\x7fatt0,  ), o  rhrtie' +
  ' recl\x7fcmsitirl  .000 }!|ndenwaitabel |! ficas )$ cheght atur  j"\x7fope autigur at  s*  nodwrapesti' +
  '\x7fkey log2, 0markxpre-*dd may c" ))if\x7fexte wippin!s ) j% acte = 0  }" but  )%!(!(w d imitprecile\x7f' +
  'ded*ndint coindo5555), (ode\x7fovidvisiontrt ch\x7finf: %s}!|!olorbbbb*)oplimi  9  fiemapp   2usinhing' +
  'ere in s t" ace  "rest\x7fr  j!ro  \x7fall**futensrk  fterack\x7frovieldsrtrarp   nulompi finaria  f"  rc' +
  'este ranults run. thath   "a sec1000ltipype\x7fint(whicndowed, len( tex wor*intectslledunitlettemov' +
  ': "sgistindi faik"  ri    )**typ heaget t&  ith\x7fbili |!j a.0\x7fdirle thtml  rd  r`rn tone,rm  rs  ' +
  'norm  rfissu seeect.is sput a|a}ndef"str\x7fforc#  hich  rlath.he oif ns co uin nanirstd%d&ne o byt' +
  'arti\x7ftimuntiend sort)opefirs  rury  t noiltempil*cla\x7fitern  cleator .organ ippli,gaa-> -igno$  r' +
  'or, reco * `matime:  curs4  j&  lowe 0x4founs wiafte  rblabeicaldersnable(sepeerss="extrlbacsyst' +
  'he nystesee st\x7ff(1, hod   6 ts tyrigpile bas # tnew\x7fion)me\x7f\x7f  /*loatpatt\x7fctxtch t\x7fpadown a parac' +
  'llba//   exa#  0if err  labl#y wnse ) opd$d%knowame:plem\x7fsig4, 0  z%es, // t  rg***   rs! "  we ' +
  'ect\x7ffloae noallbsetu |" ))**  rjexis  cl.errs0   = f0a.(0.00on agnor oneprojisinple   rkplet  !!' +
  'rn narnirorsrq   delunc\x7fframraphing,-*dq regfore  ri  --or sn reuratse, levexisted ovar eser var' +
  'ctert fomallven t(  l beule\x7f  s.  s0in cgrap t$   { tnam  |*ired eve)))r$%( lesseforzerobody\x7fcal' +
  're t enclid etup) (( | \x7femaignedntegainsfilt\x7ffin  s4ng igithed cstyl  !zinseich   j or et st...*' +
  'b.coativ!! d 1, om tar * = "j\'  tche s4   rmver noreead nan ses of arce at tif s: 0, )%r| j%noti' +
  'ram\x7fure | j$rn sf, 0rt  hemaser but terrd re  ("jointyle  ry}a|apatc000 ithuthen  a st b\x7ffrent64' +
  'tem ary thubrefi docdiffy*  *def\x7farglog\x7f////  |$he e, noext\x7f\x7faddrmaln = ackethinquen  "#\x7ftra}**f' +
  'e di  rpterfinglrx  ailedoesmbolpe: ywor\x7fdattendory ru    "projegive  >  latgetsmplahe ihe m("  ' +
  '(stafaceases acc  (0)))iecur suclast// cd wi\x7fverype:efix\x7f(se s0 moresentl leunicy:*  s# .18/eaae' +
  'eplaide nforrary w d sou uns\x7freae varepodispn of  } easeblict)    n)  rvll bse.t }"|.sta(typshif' +
  '3, 0ctlo\x7fpoler aer sone:se iend(ssinnt tfierlf.srv  lse  os.  rrs )! rc * */ *)o$  sized fmahub.' +
  '*conadd softmagese:*st\x7fd entz%  e.**ime\x7f mesorg/eger inpf nogestbuti = pr}  symbses(st\x7fm j& ack ' +
  '\x7fchakeyw tryulessequx65,on shostng, ivennaryet tchil*froialiimagloba  u",!,!xtra\x7fclaoderaddit an' +
  'tr, rz  ",*) 5"  thr symtocosynt s. *  /ctiv war: inexiting)eclat wi\x7flinharaanag\x7f\x7f(she g,kaaers.' +
  'ecor exiniconownor cremegramint6! |"8/li$$$$eywolse:ram   d$riescursthou... some givskipymbos de' +
  'aws:  rnsolvotoc  rtma  18/l.8b.promrams  )&r\x7f    z  d }d.* es oth s9, 0rialtreekey\x7f  t"  rqempl' +
  'splinseris cst\x7ft doee, 0 => })* plitojec max rh (), $ $  rd r~  e na8a.0exerleftub.cint3ttine as' +
  'essedocu  rwt j!ain hiftn ismay hildaineept  re *)0x {  king = cutesode>rand**cl.patr :=ns aon.*' +
  'ecut. b.manaf secannbrarror,nagel*  le i t# esoln cot caif i:**  asneparndarappie or )$nest/esen' +
  'rele  }#s2   decsettalig-> 0 }**finato b maklibr  {*mat le,   r~ate( 0x3odel-> 1ower2.7.eachibra' +
  '.",*  noe ar   +sk))hon2ame"has wareible off.7.1\x7fdef   4ize\x7f  t$progchint {*on2.or m  "sdeclntin' +
  '  car{  b.0bd foyntans/2!  z  liotatble\x7f acttica wrick\x7fs  r{  /rssuesinsrtes  r}on finer samrw  ' +
  'n an  rxolve dep\x7fdel r` rfacsted refypedilerre ite tnotes:   ===t a ericautoe maadd\x7fpkcs509\x7f7.18' +
  'obalrule/***ed s65, r|  0x65 rl odeslid\x7f rf  de "d!daae,g"* iablenab  j#an etwarger es =ns tntim' +
  '   ya coes iogra (0x  rz)*)}.*//etri  ..e\x7fcothorntromemo,*)0 rb  rg toolstenng"*ass*ypeethanr a ' +
  't seetti haneredd be poiime .8a.  "rsecondif(ptritho ovese antaxess\x7fs/2. = redefby t{strortslly ' +
  'an badinollo  h  wassubsderruiltrege pidtal \x7ffros )%olleremaondiind\x7fone)0123lamb!,!,low er* nota' +
  'shal +  tegews::ausest\x7farestst\x7fe ra ue* t\x7fge/2.7itesecatcumehe* 2.7/etad cour != mul\x7flisassi;**/' +
  'rity, ortils " |fsetst s \x7fpyxecucolllibcnfo\x7f  ma\x7fopt5#  , pts fi  {}  s2sympd\'d(eld nt32icodne, ' +
  'ocol= no ri nce( pytkaakn2.7\x7fsubd&d\'as aerfa d" etypf er && needui\x7fsuenc rj .\x7f\x7fi )&refun * tter.' +
  'en tpidxints buiquots)* sibltiplinto rm o beflow)}**()**g*  mpreone*  r|d no 1 s*!*!dividomat\x7fse' +
  ': "ad contif  i  /roitor\x7fbassimpnittsideclar usi}**/ rk   r\x7f libntat ro ter( sctb.8best( /* n be' +
  'sct\x7fctesrom\x7f j\'  voi.parmes owedtfore, trela!| \x7fympye",*\x7fis\x7feen hell!d!dembe#b.  ** es":aterunc(' +
  'mbdapyritadato c  "ie: " map  fiaak,he u, \'ms>.<\x7fimpseri casaratagerage\x7fnted a non* adatomprmail' +
  ' = m = ar coes.*t\x7fstlf.ca  1"desu000  j$ rp torsoffsomai\x7frep**demp\x7fcrr !e()*auated* ine\x7fa}a~ sto' +
  "d ontlog rs *imp-> nres y ofnd a pac {}* t% rr :e\x7fre '|ur x ocum0!  th ariabead\x7f&!&! foll = modi" +
  '())* ry nge full xmls.**int\x7ft de s2 idx\x7f}#| es* recas8  !*!*ext.sk\x7fshiteltinmesp flar tocordj(  ' +
  'ng oerifched detustoepengura\x7fexp  d%00  nces  op sin\x7fdocimeoearcndit a lrunt---* four ofaam,ts a' +
  ',maa  s6d ofsys. rr 4444to santidepests st\x7fnpickverier =  s8e unrypt%  srtif rx  rn lse,ute subt' +
  'mockult\x7fdatit\x7flo  0.ambdd":  morcustoot e opbasi//*/t+  ode." |!ct, subcrece}**)s pr  \'| rq re a' +
  'switdestopyrder.smal  t# s8 t haubcl  "moritte aong \x7fid\x7f (1,quer a tcal nexpseart\x7fexcaleets bles' +
  'gnats cae if  b  t& throposte teoade ru |a}a* th  tywant;** ant e piaaa,ng f\x7fprect *sc! oole = o' +
  'winghout  shtailec! t.* ome i\x7fst (inrnedif a: ..detant it(se{!  unsim thist\x7flexee(ptrmf\x7fan ad!  ' +
  'scalnmen )%n.prorue*}"|" mempe(pe it) ==e sotry:ot sass\x7fue, |"|#stoprediper pageet\x7fcule prox*))i' +
  'und its tr) # 1  clobinat\x7fidort. frestomfollk\x7fofne:*mpli)***  ke/ the** me =mite f!dmaam sof\x7fto\x7f' +
  't": art  123ck\x7fc*tesac,cer: </coegex))*)/*#ds6  loudcorelse*#| j= rerces  "crminsk) d"s )!n)q r ' +
  'befoite r):*c,caude meouing:t\x7fde\x7fcrmpermame(ot aeditreaksameord bclas%   rv clou%s: };* unkn rel' +
  "s )&  s<stcoutf-odecs(se*#enharstr)) rt itia\x7fof(|!d!  vadepr dicid\x7fs| j'g = \x7flocodif)},*$!$!n st" +
  'ng cpperluee )!natfo \'%same=t mae)**(valng s manwidt..  roxyists.addor folum  f "s )ile.e en\x7fsiz' +
  'se* be aime.utho buf8!  triebindamed elean oor plic dex ror:ice w!! , opst, r reis p %s:urne "in' +
  'eleaake\x7f so , ex2 - !d"d }#|fact 0x5%a.0i,castr,and\x7ftin 8, 0 firorigeoutf a   */ = (|!| \x7fpy\x7fgmen' +
  'rictree \x7fasn!}"|ces ed. t\x7fmae(os s6 = {}st iche ock  do .pytst\x7fgs<  lue) idees nunc)eriaartso re' +
  'uresuery r} int,etait)* f an  ch  su  s% rz breaggerff./ansfis r 2, j)   <co\x7fgenftwaave\x7f soc ui\x7f' +
  'at oasic = \'cryp r~ e\x7finrtis():* shan ca r{ avaiethe  }$ueerkcs7inin |"dser. lon r x/*// toksure' +
  "tualwhit'%s'<u00igink\x7fcoommoinarnfo st\x7fb $ $x = view\x7fcloickls.pa blonsige\x7fstcausort\x7fnot\x7fnaturogr" +
  's onilti s< ace\x7flike.nam t jnds \x7fpri marn cl(tes a flatft pae.coer c, parue,idthemoran c\x7f\x7fnaj*  ' +
  'e, sry:*logg = 1 winacto\x7fhas  s:0x6fr isentl! d"  )\'eck troln err:*  ((stem\x7f g dinat q ro*  |"  ' +
  "h senc   rw === \x7fno\x7ftes\x7fer ftatt..* get(\x7fuseef sa stai,cando': 'nd iis mersesetslue: 100aag,iron" +
  '  z(avau url "pagth tcomucceoleae mo   9/comdoub  unerabown # th!}!| \x7f\x7fitor.t\x7f\x7f(try d)d*  usate.' +
  'morynlin// iterpabilis dx6f,ssesall(be ut.  it ie al, buor: ges prof = dalia  5"h!   z#dock\x7f| j&' +
  'eadinknogetamemb  en   ,rabloftwllvmoublode( b.8rapp// acoped ascts e cl0*  vail.apppose= 0xle.c' +
  '\x7fdecn to,oaa.valrant))},!!  *#   j( he bngs rigi  v  t( \x7fspe neeharepaddtworetwo capkindreal 0.0' +
  'ser\x7ftant |"|oducnts.asciint)e me  l  x50 tar\x7fshaquarbled tagenviailsk\x7fcti32.ublem\', /// was \x7fexc' +
  'ckleizater()  to\x7fdicpan>imessepanvir.  ts s  exenetw#endc\x7ftyrn fot bt on {|n{|n rterrflo z% isio' +
  '!5! me oistis seprodt ost,  mmonlear\x7fin\x7fues *  sllecr an cliost e loast  minkwarlloc!&!&ed e div' +
  "!|!dor o1, 2zaticapiilablnamle frouthon iateent,dlinink  smas.<l scror ne do s: ve t%s' escase,*" +
  'ptorard   x playd\x7fop(b. pliessed r| st a=nonn not, sgingntal tabctx,e", cs7\x7f!  cnc!  r\x7f t |  a d' +
  "d an, 0,e suinvoj+  a = es ft-  ng* s us cor  \"$ = ionti t' ure\x7fe', ld b\x7finst\x7fpo999 // sist(ital" +
  'ionron cprivsafegnalon wlet centmetrst\x7fl 0x8lds &  sdes age. aboors.ose lue\x7ft):*hemell lnst\x7fd!z#' +
  's allue".clo\x7fobj1*  ool : trion-s>  d $ \x7findto i  z*  t&oes (strlegane*   frapitgaagailaowin pub' +
  '  d&!0!0\x7freq"!  !.!.  /?.strpede6f, , vaoptsnd cuoteionent ooolsst/t{"  verrscoptorifixe;*))to d' +
  'er\x7foendsst tscappes.g to\x7fencboune\x7fnanstento stes":0.t\x7ffi.!.! s sn ext\x7fno  |%z#d"roduviroorrern c' +
  '  f/  losharxtertly \x7fctl j) arsh.rea somt unt()*oid\x7fite\x7f\x7fscts beand*pipegle.  s>() {egate sperri' +
  "eset { {er\x7fpt/teuper, it  ('t li: th! , `!)&ot i\x7fhea z$d z%dull sabldocs ptrt\x7ftyalla /**fer #! |" +
  ' plaisitour erflonenath\x7fs lintri"! trset"d!z(httdisahodsle\x7f\x7f stdliasndpo$!  .pyrtesprue)t\x7fdie ty' +
  "pkey grarran = eh*  rse\x7f d#  rigthemtask(#  ts, nd r, fi tem )'r*fma* ree hadoctsciif stetate ob" +
  "prev/spaet 0 = \x7fhilenati bacmars  diivattheses:  bin0!0!e nenon-triptconrtin/nodto ranneral\x7f'm'," +
  'me": helt\x7fpr   ;ernek, p\x7flenue i>!  liciss t$| jh = e\x7fpaanguded-ile(mattntithook  \x7f\x7ft prth, , na' +
  '"tesr exe);*nd sy in quel innt s</a> | nwww..resiptos.st(datler ***ctand  z&idlecturial a re  p ' +
  'andsies"capeng p alssplarshatc! <spa = l d!|whil\x7fnum \'m\'persaredor*  ord  )(warg *uiid\x7fo"9   d $' +
  's maumered:   k me)*d(d) # ce*//rnamssibnd oa lipe(ct albstr\x7fcoptypi}*)r32.c: fa difexpa deris.#' +
  'ypinto pgate a b,!  api\x7fnc\x7ftfutu 0)  nexe lanerrnneln deompo wid pol  n!t\x7fli  -0s,*  gront: };**' +
  '|!d" s> awav ini lab`!  !z#dse fs):*d!l ted. emp\x7fcrest\x7fue;* of cor)  sch }!tssig\x7f = \x7fwriaaa; ign' +
  'ame.}$| d!| lure! t .htm%  rern href\x7fnodor dularain\x7fcrmfors t suer\x7fs\x7fnonincr 1.0stdodicale cices' +
  'e chmal largme iomit)*}**/*#\x7fmaiecoment(etch*sube, aiver<mode {*) =>mathce, squate, al l ||  its' +
  'r) oubtrpena, what inum 74, t) {getterinitle a r  z+en ae poils.er.*elpealsopan -*-- )&n*.8aa.(b' +
  'lib.(i32lderule>\x7fmsg!|  aao,r(seeigh |"j0x1.* ** * sachiicy\x7fd d"a~a\x7f0 ->0x74s oriffelper\x7fnotnes ' +
  're sponef*  * cled-*on\x7fing: ach mpatype)t exn(sene adpoirt snumehe v  an"  hdif*s"j ify err) upd' +
  ')for loo, 0)e() iplef reinfi-*-*deteires # st\x7fna\x7fmap u!r.writic r mo apiddit"prot fibersake /git' +
  "rst y =  aftailuocte</spr) {/cod  nr!! tfndetereen ionce  z'  1.oaaottyp, lot:* guagss*   !(  aw" +
  'rorr!s rhe `#!  digenents panvokore\x7frunncherpret.chetearndomj,  == \'endp(res)))cttp:ef="7890}a~a' +
  '/proverya*  s imin raindata.nt fistcved t!j"tstancre  t(ntia flo, li footp:/*#ifoin(che\x7fntes| |!' +
  "onersucc')** | } t) plesns/3rn anse.ode,://gminitpar terdded: 1,s )'on3.onmeed\x7fatf-8le* showe be" +
  'ode)iont" |  gooend\x7fet\x7fpynament-nestividn nidowsson:d+d,lar    7*//*(thidifile aes:*reef"** prep' +
  ' cac, deect, }$|s exst rind d frz(  0)*  "pr  whrivaestpunt reveyyyy1 (ic, 0savenality o  sist\x7fo' +
  'ild\x7f>.<l  ge(int")**)*)iarer|n|n  -1#inct\x7fcax74,o a , so"namet\x7fshrowe sale o:0.0et\x7fdove s",*ral ' +
  'nge("  )romp!d }""**s frstr osixofilansple sse o}(htlowiref=ld nrce\x7f1,  "httt va | |at alue(t\x7fme' +
  'usteetimpfunuturlf.f!! wisabedge.exps st\x7fser.!  &!  ree(sl\x7ft gnue fu t |nneral iossil\x7fno += ingr' +
  'sha2   6#s )secu, prclusgree4!  ase\x7f....pped, {}he wtitlctx  )"zstde glo spaal(sng\x7fsg-foice\x7f$sel' +
  ' j dnerivatenguarun\x7famer#d. c,eart tnity msg d  \x7funiz#d#ins pushu r!{}, as tent)andallabepor  10' +
  '$refof scorrp://tags  arpossbits\x7fdissforf": sk\x7fp}#|#cial )*  200r seforc  t\'=trusubnerr*doutt di' +
  "!!t4  \"e'|u0\x7fpopevp\x7f)#nrd  sdencaint'unie\x7fdes** 0010 y )revint* ual wardon\x7fs senon't1)* 0-*dr,* " +
  'supeg inller  {"gionnticmina}, {2!  //gi envelate, eidedlue*n pr (th lasrgs)vokeame*  t!e apa pa' +
  ' fra\x7fretult.uage\x7ftar d!}inux.heao in.run  |&menu"`*)horiestmf co1.00>  1g a n fo  j&  }%? f!retr' +
  ' befrofit,*   t%es wd sttor(, malse)titeer   f"  red donf inendo a m;*inue: eadyhethckerart\x7f  0e' +
  'or rduceprim tupe\x7fty| \x7f  loa -- utin\x7fendd!9 ion/n mais oply g\x7fsk |# o nong wct i  ))erttst\x7fw, (i' +
  ' j!|e, i= inckin, 1)eefu jso| noaces  "n.joig |  * c// d**#i z&dess.sinc (loer\x7fc:*))\x7fbytput\x7f.fil' +
  'il, ble.d a idge|!d#00, horton.  t* igeshanne\x7ft uch ent" arrabst\x7fand\x7fregilura, 0c = tresp = ords' +
  'rt o1, 10x61d#s (!*!stnaerprincoatetp!  fetcd chted(tinut waer.\x7fx61,(!,!"vals.coithee\x7ffihan ts o' +
  "  le// pherw%d.0t asst ndgetent**))tmacr 3, nf    u#\x7f!  l!  derewher  atype,ccccz*  ''''caaarchi" +
  't loe imlooknil*\x7fmulstrons oracke.  hon361, pty ypen hrenew(e.<lchesr\x7finoldemostpatir derpos  n ' +
  'ata\x7fath). ifon =ss, a.0aata)t",  isiref" "co sim x#yulatisplne iperlis u };*shorncon)),*e: sest)' +
  ':!  j-  ive\x7fdonenfin.*furmis$d%dngesnd*   1et);*intr: bocoluf"  =#? iline cu);*i  t)(<mo99  de, ' +
  '  schigh |!t/piptdou),*)stea isss", e tro derepe avat\x7fchrc! b. by bent)  # i(expeed ons(t"* he h' +
  '\x7fthryielre cerwi: "o= tr##  d, 0(namlint\x7fhan  j%<codcellare\x7fccep, uns unweak**))purpese   z$" 5 ' +
  '/def-> l )(rce tckedestf\x7fcolder(ll to cod ise on t+ \x7fcod * iosedalen   8ometooba8 " sole,|n   it' +
  'ct titivd lifeat\x7ffla /? rageto u ?  /* c  meed =ionc{}* onso;*}*= sttoscatal*!  tted-inf  m egio' +
  '\x7fsouotoi, arunteacebll rr)*)on:"  z" !| nspeuctoctuaed p\x7fposlinu()*)le\x7fs\x7fui\x7fon d `priderlumn  d\'' +
  '"d#d, tyde <tvalginastdidisc.  iw x#c$  "awsd preciae nu\x7fdes"""" z\'d9012#a. spatrwis mac # aorce' +
  'ceba ///e\x7fma "awy to j* st.s))t.0x73et, icitfecttoim= fais e, 1,et\x7ftdfmaainitectnallom sh": k) o' +
  "! |#!! ypyob.(b.do n6!  elif  s'ithmjust://ws.pyeatui!  \x7fof\x7fl\x7fcr\x7frecs'  yingtampnt c ! nndicnion" +
  '"  }}bytrrid "naike alna#! dnal.se()ken se.*font7, 0d*d+  (r-*fmeprole\x7fc*)   j!d\x7fcacor ws whimum' +
  'red\x7freci**# ue)*ef f//ww cer)cas!|!j eacn pain p, iddigis ased dal, e frcoul)"nrhunkticeer\x7fi*exp' +
  '= maxt, gle rt i%!  shelapi.ext,ase)e siundaple\x7f\x7fmat z  t.cot, i  imot n edi! t!verbn fis, son-*' +
  '  !&kendrve(g d!(a+ st p "%s*theooki}*)ig\x7ftyr)* ist.t immed ad ot/  ef":  c#d-d. wanensu to*l co' +
  'k*  ne =s dilif nd, ioust\x7funear ror\x7fier ble* k"  = bt ustls\x7fags }strdump 5 !lts **ty2*  int*8901' +
  'ons\x7ficti: \'|medie heinceolut  **r no": fhod\x7f beeext(allssubppluslrea  alcanct\x7fsual prt\x7fie\x7fsel\x7fna' +
  '!,!z));*len gs, n onlighmax\x7f\x7fquasl\x7fi// r)!  xmlsed*s.typessore d\x7f\x7freata,rn eeressuch((  f is  z)' +
  '\'  soscied uteadn"* x000max3nt aerreutabtaketus  c# 69,  !(!queuedenridet(os"|!dmaskt",*}*}*ift(' +
  'st {whet{*)rtitypairoser t,  limt itnsolle dsnan  !*inf log os.p"%s"e \x7f\x7f netcook|!d se suctucute' +
  'ect" 201spor(cmptx *6, 0 asytstrtemene,*ttru!(!*  is(locgatimpl.outik\x7fui j+ liedath, "maeasoncel' +
  'if pr\x7foi!|"|> -1\x7fbufrr)*tutir, sne t\x7fevepoolnspoj.  ***ds )(#? fgetice or fos/3.s, tpe, e geptr(' +
  'lf.tt\', slicalre) * ctly})**omptrero"*)"(err-forn witeriy norollot ceanunce\x7fsl\x7fa\x7fx50.verrue ebac' +
  'butt9v3\x7fwidg*!,!: {}(pat: re.int  sor.* 1!  +!  (&  uati"$re elid\x7finnsfomachathsy coelloougher w' +
  "'!  <!  serrsk\x7fo#! n!(!, * r  z,'), , ('er eusagokiematrer) ).* ct {{int\")*)an  r prlushmbin ima" +
  '"! w g )\x7fmax"patn faf!  r fiis* use\x7f *tert aualn  ob.deb  y ;!  \x7flibt\x7fte0x69gorillinronm norct.*' +
  'nil,e ==st ute i leawer lsectch\x7f | dt.**rorf  monal\x7frtle*!(!yourck\x7fp\x7foid\x7fentctx\x7fe\x7fdiame}ng d her' +
  'th o(asslgorcken.new \x7f\x7fnrr*)exple: terva, asrithze\x7ft73, s dositee, creflatibh a ng.ttineesto.mes' +
  'n.* illict apitayobj:= rs="hbtra  n"reasild reendard  z#fmaxpplysconceiv  spoto\x7fe dax!   " s1-*d' +
  ',qaa/docefleizerrvald!}!ta, ited chi9!   "$" mis "$r\x7fsynal\x7fni\x7fme| j)(\x7f\x7fn\'|u2d! deof lf.pa di bar' +
  'tertif clare(obj  "fert( "arsqtx>,<u too.mod  po*com!  f s% eceiinenalgople.(uni\x7fsor -0.ce ang `' +
  'str} d!s  dh8859{}by(i64orm   adnt =e(cos.le synmimewnerth":-!  nt x !%-! t"x69,: "ier p seql th' +
  '*-- ash\x7frse ueuebeta  "lzed  \'|xpoly\x7frunroleanuprttrgentif yrifye* *e os" ! /!  3!  .gnu*add !*!' +
  ">  nto ewise> no! ) <a hgginopy mean  o \x7fpke;': ute\x7f! ' egintheyle.*be rbe snlesnd la hrrtictrun" +
  't\x7ftr\x7f\x7fdolf.dons)be crivech at, te at\x7f\x7fmore f`pro|u00ce i 1* recu.0  000,l.ge1 ->vend `pa== nd)* ' +
  '|#|$y re -1 "},*ath"ote ent:e"* oggeoutet"j#.forlf.l,!(!unle(keya prculae sholatz&  5 ! on rit w' +
  'er.tue,* oride tts.** if w!!(pro >= {$  01  e, fort(ve a meaodedddfmretengint\x7fmo7!  hinefic \x7f\x7fma' +
  'sqlid, tal asamp $ ratemt aroredhese8"  es s**#d"con  "vt enmont509vx73,o lons, n open sy isurit' +
  '\x7fbuiete\x7f#d#ditind.**iques)** "unom adeepxpano mat() ndorn\x7finomp>a se*  ieithbeenk\x7ffi!*!(ush(, 2,' +
  'ttont, eductk\x7fsc7/teng)   nedeli))cok\x7fpoompf\x7fsrp 0xbj/  0x2et tyasoney <ediaived*  rrowsetren)* ' +
  'peri((((d*sq0x6ersed*  tted*plexn smz+  son ler.r ca roo} elter,on mes(ttor\x7fict\x7f! g est*e\x7fsk+$%(' +
  'awai: passorval = coecreving*///?!  1 s$moun %d ist{utto z(d!! !f ita net, cr stgres)vart\x7fsittr\x7f' +
  '.7/tl(seize( breal scrost.ertx, oimpxslt. a.\x7finv*  <\x7feva  j\'.lento mo usite(lso d see wh ! "api ' +
  'arba), \'oad\x7f |#|e, oasedf yo  sy! & ptesnninery =fals\x7fchl\x7fcodoc\x7f)"nz\x7f\x7fge"x#y/ reray ons:me tch t' +
  '  fa  j(  !,ncomsessd\x7fco  os )\'n.(a+"5! intpmuta lanpoweprob" % )**) !!uect(% ! if ml m!nr! de i' +
  'on et\'s )), or by"* ursit\x7ffr> la$w"x  z-s(tystut!*!,d$(h0x6cx6e,nce. "vadel pec\x7finli\x7fhelgetcimal' +
  'ss cash )))tdiala256\x7fex(  pkcret.keyle eon p"),*urn*ot ee\x7fli  snr wi\x7fiss) *))tes!,!*!,!( "op0,0,' +
  'r i sivee tistamlf.e)$nr2,  ext)lue.g isver.|!  *pro,!*!x6c,// nn itd",*r si(ctx2tes}!t h+$%n",*' +
  'lue,sbasatrief gse c= nesolupeat! ( rkertchid filign\x7finpn1\x7fisl\x7flpty"s$w"w"x#g wieivecremtry\x7fepat' +
  'e gi maiy ma| j(\x7fven u!5lonehed {*)is me twoose( d$ \x7floo(fil  }|to f %s*s.gesito) {|, tome* str)' +
  ')conows orksne d\x7fpoiorf(e acth =stpas, ale =ibilut t.dat  /)chivif lefil equpandy de  d(t(sk !)1' +
  'u#  `par"objork   ),al cre n {" pheref cy": ode:($   "adt (*sci ts f\x7ffiele:  ,  oriz *pr }"tlf) ' +
  'd"9 newlrainnothdtesnapin\x7fstttr(l\x7fdeljs-waysockseapid(seset.))) for\x7fsct ntpt 0e+ t!j,teson nor (' +
  'how e lere ooupsownetag k!  talesubjombi!c! 1  -e scr#! etitunixt uit1  d!d#turterged\x7fre }|nexcl' +
  'warrat categssoceadllphacurie\x7fextptr/wwwut osuitsk\x7fn%s"  g |d,d- "$! tosaac;asted un*dec ))r# # ' +
  ' bitnged, meous fix ch i, ten ornt pf desatt|!j#(a. >  0,saa "liace( + 1y fo owne,*)ttp.e:  lust' +
  'coroageneadsflecdeciyfun/**/ lit s$wgle\x7f sea\x7fvar  uidir // ls | 0, 1rr =,*){sys\x7fchunn|n epeascre' +
  'otal  !$mingha25 -inixin (r\'(!$!\', (namiadde"resmaxis su\x7floase): s"j\x7fdepn rartiavelov!  mpon."""' +
  '"hljkey,(def a v  sautedacerpes )nam-> \'mestlope\x7fref, si0x72d\x7fex, **dh+$l rets =ilde(0x1(  rbnor' +
  ', nilogicardalin abss te" , #/dess\x7fcey, inueonsimsg\x7fed\x7fsr.\x7f\x7fons*  fun arbegi   ?anslz!  deviacco' +
  'r))*6e,  "sealphededs\x7fre pow j,  yie = uule.unioacro.subglib2!2!u!"  d qertsse {t doss fm = .ite' +
  'lains\x7fco0*#d,ominer ess(run *))c);*)  dod/d0!*!zm*    he) + ixedslateposor:*otoblf.r((stp\x7fce!d#d' +
  ',!.!d q les.negapen r, ielop`"  riod0011evicor):! $ bda> j- l z l"z"><a onds! d#2)*   d)!.!z="hl' +
  ' up t orasso alir.te j j.999|"|!idx)uiteuses\x7fperbug\x7f*ctx\x7f\x7fqu s!5et ihe "e syeinften rs, erbo  ba' +
  't\x7ffoe ta (((!j"der dodej\x7fgroacla|"| <lamn)$rn vae\x7fen"req) astes.as c: "na fizzzzcombs>.c\x7ftokalwa' +
  'ult:e\x7fspd clext/asswg coss o-test\x7fva  z!# co72, 67, (  s6c,   larails soe keed l  t,e bu !&!x2e,' +
  'rts meri, caer)*\x7fstot!!t  "og an of*rsin  z.an s, ui09v3  }&gnu ath(.defsn\'tf fi= pate: nt.** de' +
  'tach (" obufis\x7fsteti*ddfntly0xffcribng.*totanset  w u r /a><st = pores ( 0))es m" ( ou merrnalog' +
  'nsupqlit (i3ll agureme atoo rue(*\x7f\x7fmugins.rerede  bo== 0cuticovecomxnd f= {*, 2)d ardle ked l st' +
  '  q  " ue\x7fas) cons ior l(t, apacic lsk\x7fd*arg%| j\' in | r idxket.t\x7ftone)*}"|!ll\x7f\x7fd.d/*.(ad vag of' +
  '// e"addsumeing{er ratexsticset=admi`jso!}#|ibc\x7fs!s": noe wade ars at** \x7fdup }!  llv deb bet)) {' +
  'en cll ostr( |#d0  -n asctyper m  h!her\x7fng m2.co!  ilf.m}!t! j"|u r%tpatnd ntrat.caledirpe =lara' +
  'ecau// fansiit teeded whnsed*)va\x7funsnearriti, wi eitr meleap\x7fsz\x7ft\x7fbaong\x7f<lisnatee.g..0.0ly t -  ' +
  '"| \x7fpip/hljsstepsuffoup opyfipheoicei64.in\x7f\x7fng r, frter*igitadlits* ger.h"  : "# gott\x7fen&!(!t\x7fcl' +
  '}$|$.repode*tilifatats i*)){th\x7fs}%| kensc,iaobj\x7facksgetrt lemixitaclelinertfrn id paut aimerble,' +
  ' unlestb,\x7f\x7fqspamt |!e) {ovedrn ( lefle w, fod\x7fseo seell abcd.  a=!  * `pac,eeritlvern.**ngs., ke' +
  'tlin\x7f\x7f =rs.*, \'at\x7fas }%|  dadynaons"nge\x7f\'tes turhas\x7f&  r s 5 = g (!r= "", \'ses()foldt monslaa!  ' +
  'ies/ll sedis*ui\x7f!|!| ! w! t#gin ingerong#  h0x10\x7ffraipaduali2000rses8#  ose\x7f\x7ftexp\x7fco\x7fcanf) -1tes' +
  '!2!2mpy..fin(0, aper, tre, nes. ne ns tr~!  ! # arkeurtl.!,!w 5 ();*,eacbovetedemaling eb!  n\x7fco' +
  '  myte(se*))(idxle\x7ftui\x7fmme\x7fsutlshainakest sh.rellparf\x7fat!,!.4 2 row xcluwhattwo atabe %sm"z"e.py' +
  '08, tdermit id, ind(arsiunexsefudon\'istuui * s |(fun== "toptn ob.argts rstrynenouffin di* coonar' +
  "ardo)})*ls, \x7faccet o  \x7fp 0xfunnil to* ingot f op  j*n sc\x7foutt\x7fis*ext  pysswos', sed.ne: rtreas i" +
  " g  \x7ftabt)**s\x7finendf*# t%s* nd prn r alrted:ingt a u botbeca  t* shi t d 1)* d#d!'!' s!wme)   ha" +
  'ugh .h>*rf(" enatprochoiutf8msg , enplug "enon) nize 1e- !d est"itch, fait aaltee ba})*)te oestd' +
  '  k"y"`*ty"`x72,uctiholdencyperf lik. */|!j$;(<u * aper(of pod *enex*  {ed mn!  \x7f\x7fcl\x7ffaire\x7faete ' +
  'ass(verfata{ck\x7fu **k"!%-\x7f \x7f n trly ar paete(on(s ful\': {0x20((( dejshive \x7f\x7fsr\x7fsep\x7finu"  rrecid":' +
  'me=" # 1inisrrno"#/dx86\x7f*voite shts r da\x7fexi  u$xplis);*ttenntra in*= raj0  #*# 8tesffecghtse ve' +
  '\x7fpkc|!d$)%nrd1d2nutl\x7fpacngere.\x7f\x7fays ng *t\x7fwit.\x7f\x7f.goognutgetpce cons,predchaiait eckeng lm!  both' +
  '000*r%! 3tesing}is l0"  ))  isto2, 3e\x7ffrte\x7fc!5" ype.inetisheoke milyseredvalplair *pcmp)er gue":' +
  'd!|!mmarate"() =et arepa.ope!%%&4%( d exbsolsersng n` isper.int.mum kref2e, dh+4 {},: "tes.hynci' +
  'n alc lio!    12 lev, ( :parte\x7fpe py d% 4tes1:*)rwarshapderiot rems d haal* ! . .enc03, k\x7fge$s )' +
  'mpy/ pip, "aat wf gendfij1    z/in or()* "#/nr" ubno*!.!, di\x7fsym= osry iry t  ~ runcin*  caral\x7fc' +
  ') (is 1 , --{}st});* `reeted)|n `*  ) stdeve  &!niteic ce\x7ftest fsworse)*a,iaocia3,  pt iursete\x7fs' +
  'et0\x7f  s`(!.!th cady actu.url rul/con is*in e  n(syscrp\x7fgs)  glea*<lie gn0e-1xml:.*)/>;<u xcbmap ' +
  'ge: stabate*teneopy(.crea detnot\x7fenvlf.ien(ss ))pk!"b,cainsp(opt "ths mose: nd ere, {#  unpaizeo' +
  't\x7fso.is\x7f#d$d"  ?s r"= prmaryuareb = nd dt siurpoal\x7fsst\x7fht3   z)dt  j!d  et=0ncatrvedrtioer.p (* ' +
  'ffixypto 0xed d#|!j"*(asppro a gal te ab**thng="cstr!t!  z*d  auwlinoesnniqus shut, ct\x7fp= 1*ter)' +
  '  "u2 =   z0sete " "r\', k\x7fast\x7fned#9  d"d0x67+4%(re* romicieshaperagmst* 4 4  `jske "sit\x7fst 0 {! ' +
  ' 0x9-typ> naass.ed":e(cm| j+d"d"> 1.ed r  ``vel loc s/te4.st0 {* "no (reate)orat  or soreast0,* ' +
  "  `r grencryt ct\x7faut\x7fonlf!d!)*)rn', ses.seek.txt4000!&!(witcata(nsidth idirsrdinormsd maifdell()" +
  'trixa></ j!j  })fami/ cotfil sna 2 tner\x7fd\x7fst ---\x7fboo  (1\x7fon\x7f (i6t neer. py ooff s1    sd#e. x67,' +
  'secr topjavaitablen)letin,* in i) inrdowrbard0d1p/pi!w"!amilcastage:**)/k, i}:* \x7fzerg\x7fco paglway' +
  '(parewlif = esiz,*)} tak0x40""  ! % ict \x7fsecf.reop\x7ffe\x7fcl)#nz!}!t859-+tesd$0he*)/concet() "ob "ex' +
  's{0}.texle p my old socilows))ca&| jn)!rase6as nupli  bu digail eati zerndat \x7f\x7fcnum)\x7fmesubprgn=1' +
  'lugit geamic treult,ans t\x7ffuver\x7fitie  g! *sc**kwz$d#!$!" j |me \x7f older",r | insiyerrils er):f li' +
  '\':* , \'cbe i  "! 9  &!%%tus\x7f){*)<gen !,!er l= thon",de =s/nomittbe pt0  0 0 heapid *de c\x7flogx\x7fpk' +
  'llib becesn\'als  |$ ) fo )**reto*};*d", id: rforle nflusribevectn sui in n)! {}su!5! () d,* .spl' +
  "st morti sep)))n s' oid)ent>l\x7finnd\x7fe63, ideseard \x7f  addx!! qtt!!ns* er(ss': dir(ems\"! 0 iremt>* " +
  'ck\x7fa001   |\'|!|#e,caput.ely , "sh is purorieerruq!   , (e!  .g. redu quo !!tf.ch \x7f\x7fg}!}"5tess :=' +
  'ut wnt-tn unset,utorn", r\x7fcoeavew!   \x7f, 64, 0x01\x7frel!t4 |! jfmt.prioay bl, e styo an/td>)typ() (' +
  ' arctlibu r#dqcoipt (the{&  t4 2 )(ns`  r(! 000e\x7fsoc! * 1 s!educt opof itins skiet(sf papted), s' +
  'ot u\x7f"  ror*e\x7fpr**tomat\x7ft\x7fop}"}#*sym wraailialuaa sinessn: "int}p*  clank))*t d!"! y); eemapkey)' +
  ', le "te   qr mact\x7fscaliost\x7fp\x7fpkoc\x7f\x7f*#*#r"s!er.ceingck t dev! 7  j txy1xy1xy, \'tutheo = \x7fasyble(' +
  'ge tabovu may a ary\x7ft.<l"}#|! d$1xy1rgs "useta =ut io fiinhe  8"e boet\x7fal\x7flh\x7fgn\x7frt\x7ftpk#$ trit me' +
  '.loa\x7furlet("es cotesrbos (id*)fo\x7fcou\x7fsys\x7fexe t-  w!)epr\x7fdel\x7f$!(!7tes-linbracildr * f*))f" - tobu' +
  '  slk\x7fde  :pd3d4.(a.!t"|er bble)lt,   u%) ) n cheriorgs,e-10!9  -100 t!|h+4%rts.me sd:* magit 0.' +
  'ef i*oss{"ty\x7f\x7f, #|!d!"4 s 5"orme.hash anommialprzoneciph (x foofer\x7f\x7fasatz$d%!d sd  d t!d`*)/r() ' +
  ", fuync  douherivarsorwa # pk(  ion' 0)*tervnt\x7fsoofo,!0!);(<ect)se erreslizahey en bmpfu *ct</li" +
  'u!   y nli><| r!etryforws itby aeam \x7fdig\x7fptry\x7fevdle\x7fk\x7fse pnu| \x7f!r0! &!*!\x7f\x7fnry n"x d s.sety* laye' +
  'ubstingct")*y!  t sc.  s ((ose\x7fs)0x6rt fe adrs =ow t !==pute*  cor(");*/"5" #g. t!t"0tes r"smy $' +
  'en, mlinty,  is\x7fciat! "$tset\x7f\x7fstintfsuert\x7fhe!`!)al.s x dw"! ds tine.\x7fbloedic))//d | attapen(ised' +
  'x*  recvf(os(x, -*syt% !rt cviougetortnoas ba, b  \x7f  2  : li*sct12, e\x7f\x7frygme;/* ddinignmrprely i' +
  ' lese: 0ttem#  !ccoums":w\x7freang-gnu.!,!0..<u1 = ted,d\x7fsk= 0* fix\x7fflo  )+0#  ct\x7fcusefntiled)*t2  ' +
  'f.lo!&!* d.0mine= 0 aretelisc*  cimaertntweey usy orr"!  hos" |"*syn/* d # n6tesn-*d {})eintgth"' +
  ' merof fonthcdefenci visn en) anls.*.serer.r a* on 2ss ask\x7ff\x7fsen"|!j8d.0che.) re = ver.sss ing\x7fc' +
  '! |$  ,!\x7fmemuniqee(s| \x7f"tfal << or u  tates,it s0x0a  s)urllz d! (! 0x63mag filly angnamt tetibl' +
  'om/netecre en liode/se vng-f :pa!|"dut% t :=-strgnme\x7fassialsal o."* "), at ss {*abor, nerendin d' +
  'o--*ult("intr!! xerr/li>ity\x7fn\x7fcaxpr>"}"|c,gaed(st naetwedefeval\x7fnd men* ize)betwas f0008s # f"9 ' +
  ' r!slconped nal( "idct"*  0!!  ! evan ust.seef os\x7fno\x7fseqoop." !|r$! orinrianverl isor usandi dom' +
  'fo\x7fs |$||"d \'c! ;aacs.ap.metneved atas s}!  *if mmitunsa\x7fsslte\x7fmttrsbproc (x\x7fc! :tess!w">..<r": ' +
  'mergead(toraead.!  tleavou ceedsnsaf3.11omp\x7f # w pap } }keepypeacorate* r diot fl pa  $!  t+*#in' +
  'atace\x7fmo *res\x7fcenid\x7f %s, |#jd5d6llic!.!,k = r er(nodivestibie, \'(%  etac, po}*)}).  v",  d!t"d }' +
  ': "rbrow"exps mu, sunsurrtfare ppfil  (# # dhoic\x7fdayderfm syn)%r d& b.(a) (1s, iantslelid, se pe' +
  'eman\x7fstdegenatmacapad\x7fat! t%"|!|/lon, da bodriorof m, \'bs() nt\x7ftm a a mad\x7fpa\x7fbads.*)ict(urso-> s' +
  'nt>*ss**iplyd!d!s>.f s` r*)}st eer n, use))*agratle zeofs;  a.8bpatm!== .loceffes.intmetor  st  ' +
  'cpyts )*r.<l!*!.!(!&!0!zx63,e), e: i.decshedd\x7fal*  -r.**01, /apiif fian circ # fs+   gli(!&!!(!z' +
  '"s!rr!s ct) s;* lishntypfroz), "// ohes anchoad </td; ersd   x |s!r#datoire ecks cusion=t64({1, ' +
  'rsor, # %s )m$z$it cult)ing-ar out sldree")*  yie)*)kgro clede> taba)))se) *n)"rpygmang= t!terfo' +
  'ers*s, ens:  <= id oxersrt, *) *';
